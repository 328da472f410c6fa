"""The one table of settings: from it come configuration, the command line's help and the documentation.

A setting is a field of :class:`Settings`: name, type, default and help stand in one place. Its value comes
from the first of these that names it: the command line (``--publish-text full``), the environment
(``GIAOBAN_PUBLISH_TEXT=full``), a TOML file (``publish_text = "full"``), the default.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, cast

import kg
from kg.errors import SettingsError

ROOT = Path(kg.__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
CORPUS = ROOT / "corpus"
ENV_PREFIX = "GIAOBAN_"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/")
TYPES: dict[str, type] = {"Path": Path, "str": str, "int": int, "float": float, "bool": bool}


def _about(
    group: str, help: str, *, choices: tuple[str, ...] = (), minimum: float | None = None
) -> dict[str, object]:
    return {"group": group, "help": help, "choices": choices, "minimum": minimum}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their values. ``table()`` lists what each is for."""

    data: Path = field(default=Path("data"), metadata=_about("general", "Folder of the snapshots."))
    base: str = field(
        default="https://w3id.org/giaoban/",
        metadata=_about("build", "Base IRI of all entities and graphs."),
    )
    jobs: int = field(
        default=0,
        metadata=_about("build", "Processes that read articles and write dumps; 0: one per core.", minimum=0),
    )
    engine: str = field(
        default="local",
        metadata=_about(
            "build",
            "What reads the articles: processes of this machine, or Apache Spark.",
            choices=("local", "spark"),
        ),
    )
    master: str = field(
        default="local[*]",
        metadata=_about("build", "Spark's master, such as spark://host:7077 or yarn; with --engine spark."),
    )
    tables: str = field(
        default="",
        metadata=_about(
            "build",
            "Folder on a Hadoop file system for partitioned N-Quads and Parquet of the facts; with --engine "
            "spark.",
        ),
    )
    dumps: str = field(
        default="ttl,nq,nt,trig,jsonld,rdf",
        metadata=_about("build", "Formats in which the whole graph is written for download."),
    )
    publish_text: str = field(
        default="licence",
        metadata=_about(
            "build",
            "What readers see of an article: its text where its own head states a licence that allows it "
            "(licence), its whole text (full), the quoted sentences (quotes), or nothing of it (none).",
            choices=("licence", "full", "quotes", "none"),
        ),
    )
    pause: float = field(
        default=2.0,
        metadata=_about(
            "build", "Seconds between two requests to one web site, if it does not ask for more.", minimum=0
        ),
    )
    keep: int = field(
        default=5, metadata=_about("build", "Snapshots that are kept, the newest included.", minimum=1)
    )
    to: str = field(
        default="",
        metadata=_about(
            "publishing",
            "Address of a SPARQL store's updates, with user:password@ where it wants them; or a folder or "
            "bucket that servers follow, such as s3://bucket/kg.",
        ),
    )
    asked_at: str = field(
        default="", metadata=_about("publishing", "Address of that store's queries, if it is another.")
    )
    protocol: str = field(
        default="auto",
        metadata=_about(
            "publishing",
            "How that store is written to: by SPARQL Update, by the Graph Store Protocol (gsp), or by the "
            "first of them that it answers to (auto).",
            choices=("auto", "update", "gsp"),
        ),
    )
    store: str = field(
        default="",
        metadata=_about(
            "serving",
            "Address of the queries of a SPARQL store to serve from, where giaoban publish put the snapshot; "
            "empty: the folder of the snapshots.",
        ),
    )
    depot: str = field(
        default="",
        metadata=_about(
            "serving",
            "Folder or bucket (file://, s3://) where giaoban publish puts snapshots: each is copied into the "
            "folder of the snapshots.",
        ),
    )
    depot_seconds: float = field(
        default=10.0,
        metadata=_about("serving", "Seconds between two looks at the depot.", minimum=0.1),
    )
    host: str = field(default="127.0.0.1", metadata=_about("serving", "Address to listen on."))
    port: int = field(default=8000, metadata=_about("serving", "Port to listen on.", minimum=0))
    workers: int = field(
        default=4, metadata=_about("serving", "Processes that run clients' queries.", minimum=1)
    )
    timeout: float = field(
        default=6.0,
        metadata=_about("serving", "Seconds that one client query may take, parsing included.", minimum=0.01),
    )
    queue: float = field(
        default=2.0,
        metadata=_about("serving", "Seconds that a query may wait for a free worker.", minimum=0),
    )
    memory: int = field(
        default=320,
        metadata=_about("serving", "MiB that one query may use above the opened store.", minimum=16),
    )
    result_bytes: int = field(
        default=33_554_432, metadata=_about("serving", "Largest answer of a query, in bytes.", minimum=1024)
    )
    request_bytes: int = field(
        default=2_097_152, metadata=_about("serving", "Largest request body, in bytes.", minimum=1024)
    )
    cache_bytes: int = field(
        default=67_108_864,
        metadata=_about("serving", "Bytes of answers that a server keeps in memory.", minimum=0),
    )
    warm_seconds: float = field(
        default=10.0,
        metadata=_about(
            "serving",
            "Seconds spent answering the costliest recent queries on a new snapshot, before it is served.",
            minimum=0,
        ),
    )
    threads: int = field(default=48, metadata=_about("serving", "Threads that take requests.", minimum=1))
    connections: int = field(
        default=1000, metadata=_about("serving", "Connections that may be open at once.", minimum=1)
    )
    client_seconds: float = field(
        default=60.0,
        metadata=_about(
            "serving",
            "Seconds of query time that one client may use up a minute before others go first.",
            minimum=0,
        ),
    )
    trusted_proxy: str = field(
        default="",
        metadata=_about(
            "serving", "Address of the proxy whose X-Forwarded-* headers are believed; empty: none."
        ),
    )
    url_prefix: str = field(
        default="", metadata=_about("serving", "Path under which the server is mounted, such as /kg.")
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. ``default`` is None only if the setting has none."""

    name: str
    type: type
    default: object
    group: str
    help: str
    choices: tuple[str, ...]
    minimum: float | None

    @property
    def variable(self) -> str:
        """Its name in the environment, such as ``GIAOBAN_PUBLISH_TEXT``."""
        return ENV_PREFIX + self.name.upper()

    @property
    def flag(self) -> str:
        """Its name on the command line, such as ``--publish-text``."""
        return "--" + self.name.replace("_", "-")


def table() -> tuple[Setting, ...]:
    """All settings in their fixed order."""
    return tuple(
        Setting(
            name=f.name,
            type=TYPES[cast(str, f.type)],
            default=None if f.default is MISSING else f.default,
            group=f.metadata["group"],
            help=f.metadata["help"],
            choices=f.metadata["choices"],
            minimum=f.metadata["minimum"],
        )
        for f in fields(Settings)
    )


def load_settings(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """Make the settings from the command line's ``flags`` (None: not given), the environment and a TOML file.

    Without ``file``, the one that ``GIAOBAN_CONFIG`` names is read, if any.

    :raises SettingsError: for an unknown name, a value of the wrong type, or a file that cannot be read.
    """
    environ = os.environ if environ is None else environ
    named = environ.get(ENV_PREFIX + "CONFIG")
    path = file or (Path(named) if named else None)
    rows = {setting.name: setting for setting in table()}
    values: dict[str, Any] = {}
    if path is not None:
        for name, value in _read_file(path).items():
            if name not in rows:
                raise SettingsError(
                    f"{path}: no setting is called {name!r}.", f"Known are: {', '.join(rows)}."
                )
            values[name] = _convert(rows[name], value, str(path))
    for setting in rows.values():
        if setting.variable in environ:
            values[setting.name] = _convert(setting, environ[setting.variable], setting.variable)
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _convert(rows[name], value, rows[name].flag)
    return Settings(**values)


def _read_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error}.", "Give a TOML file of name = value lines."
        ) from error


def _convert(setting: Setting, value: object, where: str) -> object:
    """``value`` in the setting's type; ``where`` names its origin in the message if it is impossible."""
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float | Path):
            raise ValueError(value)
        result = setting.type(value)
    except ValueError as error:
        raise SettingsError(
            f"{where}: {value!r} is no value for {setting.name} ({setting.type.__name__}).", setting.help
        ) from error
    if setting.choices and result not in setting.choices:
        raise SettingsError(f"{where}: {value!r} is not one of {', '.join(setting.choices)}.", setting.help)
    if setting.minimum is not None and result < setting.minimum:
        raise SettingsError(f"{where}: {value!r} is less than {setting.minimum:g}.", setting.help)
    if setting.name == "base":
        return _checked_base(cast(str, result), where)
    if setting.name == "data" and ADDRESS.match(str(value)):
        raise SettingsError(
            f"{where}: {str(value)!r} is no folder of this machine.",
            "Build into a folder here, and take its snapshots there with: giaoban publish --to ADDRESS",
        )
    return result


def _checked_base(base: str, where: str) -> str:
    if not base.startswith(("http://", "https://")) or any(c in base for c in ' <>"{}|\\^`#?'):
        raise SettingsError(
            f"{where}: {base!r} is no base IRI.",
            "Give an http(s) address, such as https://example.org/news/.",
        )
    return base if base.endswith("/") else base + "/"
