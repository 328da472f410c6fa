from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Collection
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph

from kg.errors import SettingsError
from kg.export import (
    FORMATS,
    DumpSource,
    canonical_lines,
    drop_first,
    find_format,
    make_context,
    put_graph_first,
    triple_lines,
    write_dump,
    write_sums,
)
from tests.kg.factories import evidence_quads, gb, node

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
AWKWARD = 'Ông "A"\\ nói:\r\n\t» đ\u0301 . <x> {}'
QUADS = {
    *evidence_quads("a", node("id/official/a"), "Sáng", 0, 4, node("graph/article/a")),
    *evidence_quads("b", node("id/official/a"), AWKWARD, 2, 9, node("graph/article/b")),
    Quad(node("id/official/a"), gb("title"), Literal(AWKWARD, language="vi"), node("graph/article/a")),
    Quad(node("id/official/a"), gb("title"), Literal(AWKWARD, language="vi"), node("graph/entities")),
    Quad(node("id/x#a"), gb("day"), Literal("1"), node("graph/entities")),
}
TRIPLES = {quad.triple for quad in QUADS}
READERS = {
    "ttl": RdfFormat.TURTLE,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


def source_of(quads: Collection[Quad]) -> DumpSource:
    lines = canonical_lines(quads)
    by_graph = list(map(drop_first, sorted(map(put_graph_first, lines))))
    return DumpSource(lines, by_graph, make_context(quad.triple for quad in quads))


def dump(folder: Path, name: str) -> bytes:
    format = find_format(name)
    write_dump(source_of(QUADS), format, folder)
    content = (folder / format.file_name).read_bytes()
    return gzip.decompress(content) if format.file_name.endswith(".gz") else content


@pytest.mark.parametrize("name", ["nq", "trig", "jsonld"])
def test_a_dump_of_quads_holds_the_graph(tmp_path: Path, name: str) -> None:
    assert set(parse(dump(tmp_path, name), format=READERS[name])) == QUADS


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf"])
def test_a_dump_of_triples_holds_the_union_once(tmp_path: Path, name: str) -> None:
    read = [quad.triple for quad in parse(dump(tmp_path, name), format=READERS[name])]
    if name == "rdf":  # XML turns line ends into \n when it is read, whatever is written
        assert len(read) == len(TRIPLES)
    else:
        assert sorted(map(str, read)) == sorted(map(str, TRIPLES))


@pytest.mark.parametrize(("name", "rdflib_name"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_rdflib_reads_the_dump(tmp_path: Path, name: str, rdflib_name: str) -> None:
    assert len(Graph().parse(data=dump(tmp_path, name), format=rdflib_name)) == len(TRIPLES)


@pytest.mark.parametrize(("name", "rdflib_name"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_the_dump_of_quads(tmp_path: Path, name: str, rdflib_name: str) -> None:
    dataset = Dataset()
    dataset.parse(data=dump(tmp_path, name), format=rdflib_name)
    assert len(list(dataset.quads((None, None, None, None)))) == len(QUADS)


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_the_order_of_quads_does_not_change_the_bytes(tmp_path: Path, format: object) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    chosen = next(known for known in FORMATS if known is format)
    one = write_dump(source_of(sorted(QUADS, key=str)), chosen, tmp_path / "one")
    two = write_dump(source_of(sorted(QUADS, key=str, reverse=True)), chosen, tmp_path / "two")
    assert one == two


def test_turtle_is_grouped_by_subject_with_its_type_first(tmp_path: Path) -> None:
    text = dump(tmp_path, "ttl").decode()
    head, *blocks = text.split("\n\n")
    assert head.startswith("# Giao Ban, https://creativecommons.org/licenses/by/4.0/\n@prefix dcat:")
    assert len(blocks) == len({triple.subject for triple in TRIPLES})
    evidence = next(block for block in blocks if "evidence/a-0-4> " in block)
    assert "> a gb:Evidence ;\n\toa:hasTarget" in evidence


def test_canonical_lines_are_sorted_and_distinct() -> None:
    lines = canonical_lines([*QUADS, *QUADS])
    assert lines == sorted(set(lines))
    assert len(lines) == len(QUADS)
    triples = list(triple_lines(lines))
    assert triples == sorted(set(triples))
    assert len(triples) == len(TRIPLES)


def test_the_sums_are_those_that_sha256sum_computes(tmp_path: Path) -> None:
    sums = []
    for format in FORMATS:
        digest, _ = write_dump(source_of(QUADS), format, tmp_path)
        sums.append((format.file_name, digest))
    write_sums(sums, tmp_path)
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(SettingsError, match="no dump format 'doc'"):
        find_format("doc")


def test_an_iri_may_hold_a_fragment(tmp_path: Path) -> None:
    assert NamedNode(node("id/x#a").value) in {
        quad.subject for quad in parse(dump(tmp_path, "ttl"), format=RdfFormat.TURTLE)
    }


def test_json_ld_is_written_by_the_context(tmp_path: Path) -> None:
    owl = "http://www.w3.org/2002/07/owl#"
    evidence, thing = gb("evidence"), node("id/official/a")
    declared = Quad(evidence, RDF_TYPE, NamedNode(owl + "ObjectProperty"), node("graph/ontology"))
    quads = {*QUADS, declared, Quad(thing, evidence, node("id/evidence/a"), node("graph/entities"))}
    write_dump(source_of(quads), find_format("jsonld"), tmp_path)
    content = (tmp_path / "giaoban.jsonld").read_bytes()
    read = json.loads(content)
    assert read["@context"]["evidence"] == {"@id": "gb:evidence", "@type": "@id"}
    (entities,) = (graph["@graph"] for graph in read["@graph"] if graph["@id"].endswith("/entities"))
    (described,) = (found for found in entities if found["@id"] == thing.value)
    assert described["evidence"] == node("id/evidence/a").value
    assert described["gb:title"] == {"@value": AWKWARD, "@language": "vi"}
    assert set(parse(content, format=RdfFormat.JSON_LD)) == quads


@pytest.mark.parametrize("name", list(READERS))
def test_a_dump_written_in_many_pieces_is_one(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dump(tmp_path, name)
    monkeypatch.setattr("kg.export.dumps.BATCH", 2)
    pieces = dump(tmp_path, name)
    if name != "trig":  # there a graph is opened anew in each piece
        assert pieces == whole
    assert set(parse(pieces, format=READERS[name])) == set(parse(whole, format=READERS[name]))
