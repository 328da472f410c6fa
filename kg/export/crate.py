"""The whole publication in one file: an RO-Crate 1.1 of the graph, the ontology, shapes and questions."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CRATE_FILE = "giaoban-rocrate.zip"
CRATE_MEDIA_TYPE = "application/zip"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MAKER = "https://w3id.org/giaoban/id/agent/giaoban"
EPOCH = (1980, 1, 1, 0, 0, 0)
MEDIA_TYPES = {
    ".ttl": "text/turtle",
    ".gz": "application/gzip",
    ".rq": "application/sparql-query",
    ".md": "text/markdown",
    ".csv": "text/csv",
}


def write_crate(folder: Path, dumps: Iterable[str], ontology: Path, id: str, day: str) -> Path:
    """Write ``giaoban-rocrate.zip`` into the folder that holds the dumps.

    :param dumps: names of the dumps to put in.
    :param ontology: the folder of the ontology, its shapes and questions.
    :param id: the snapshot's id; :param day: its date, ISO 8601.
    """
    files = [(f"dumps/{name}", folder / name) for name in sorted(dumps)]
    sources = sorted(
        (*ontology.glob("*.ttl"), *ontology.glob("lists/*.ttl"), *ontology.glob("questions/*.rq"))
    )
    files += [(f"ontology/{path.relative_to(ontology).as_posix()}", path) for path in sources]
    readme = (Path(__file__).parent / "crate.md").read_text("utf-8").replace("SNAPSHOT", id)
    names = ["README.md", *(name for name, _ in files)]
    described = json.dumps(describe_crate(names, id, day), ensure_ascii=False, indent=1)
    target = folder / CRATE_FILE
    with zipfile.ZipFile(target, "w") as crate:
        _add(crate, "ro-crate-metadata.json", described.encode())
        _add(crate, "README.md", readme.encode())
        for name, path in files:
            info = _entry(name)
            with path.open("rb") as source, crate.open(info, "w", force_zip64=True) as entry:
                while block := source.read(1 << 20):
                    entry.write(block)
    return target


def describe_crate(names: Iterable[str], id: str, day: str) -> dict[str, Any]:
    """The crate's metadata (https://www.researchobject.org/ro-crate/specification/1.1/)."""
    names = list(names)
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
                "about": {"@id": "./"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": "Giao Ban",
                "description": "Posts, meetings and directives, read from Vietnamese news.",
                "identifier": id,
                "version": id,
                "datePublished": day,
                "license": {"@id": LICENCE},
                "author": {"@id": MAKER},
                "publisher": {"@id": MAKER},
                "hasPart": [{"@id": name} for name in names],
            },
            {"@id": LICENCE, "@type": "CreativeWork", "name": "CC BY 4.0"},
            {"@id": MAKER, "@type": "Organization", "name": "Giao Ban", "url": MAKER},
            *(
                {"@id": name, "@type": "File", "encodingFormat": MEDIA_TYPES[Path(name).suffix]}
                for name in names
            ),
        ],
    }


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _add(crate: zipfile.ZipFile, name: str, content: bytes) -> None:
    crate.writestr(_entry(name), content)
