"""Every quote stands in its article, at the offsets that the graph gives, and every fact has one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from kg.checking.report import Finding
from kg.closing.terms import TYPE
from kg.quads import find_quads

CHECK = "evidence"
CONFLICT = NamedNode("https://w3id.org/giaoban/ontology#Conflict")
_GB = "https://w3id.org/giaoban/ontology#"
_OA = "http://www.w3.org/ns/oa#"
_READ = {
    _GB + name: name
    for name in ("articleId", "statedIn", "evidence", "sentence", "sentenceStart", "sentenceEnd")
} | {_OA + name: name for name in ("hasTarget", "hasSource", "hasSelector", "exact", "start", "end")}

Values = Mapping[str, Mapping[str, list[str]]]


def check_evidence(
    quads: Collection[Quad], texts: Mapping[str, str], quoted: bool = True
) -> tuple[list[Finding], int]:
    """Compare each quote and its sentence with the article's text at their offsets.

    Whatever is stated in an article needs evidence, save a conflict: its sides bring theirs.

    :param texts: article id → its text.
    :param quoted: False where the quotes were withheld from publication; then only the offsets are checked.
    :return: what is wrong, and the number of quotes looked at.
    """
    values = _collect(quads)
    articles = {iri: ids[0] for iri, ids in values["articleId"].items()}
    cited = {evidence for found in values["evidence"].values() for evidence in found}
    findings = [
        Finding("violation", CHECK, fact, "this fact has no evidence: gb:statedIn without gb:evidence")
        for fact in values["statedIn"].keys() - values["evidence"].keys() - _find_conflicts(quads)
    ]
    for evidence in sorted(cited):  # those of one article together: its text is fetched once
        findings.extend(_check_one(evidence, values, articles, texts, quoted))
    return findings, len(cited)


def _collect(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    """Property → subject → its values, for the properties that say where a fact stands."""
    values: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in _READ.values()}
    for quad in find_quads(quads, map(NamedNode, _READ)):
        found = values[_READ[quad.predicate.value]][str_of(quad.subject)]
        value = str_of(quad.object)
        if value not in found:
            found.append(value)
    return values


def _find_conflicts(quads: Iterable[Quad]) -> set[str]:
    return {str_of(quad.subject) for quad in find_quads(quads, {TYPE}) if quad.object == CONFLICT}


def str_of(term: object) -> str:
    """An IRI or a literal's text."""
    return str(getattr(term, "value", term))


def _check_one(
    evidence: str, values: Values, articles: Mapping[str, str], texts: Mapping[str, str], quoted: bool
) -> Iterator[Finding]:
    targets = values["hasTarget"].get(evidence, [])
    if len(targets) != 1:
        yield Finding("violation", CHECK, evidence, f"it has {len(targets)} oa:hasTarget, and needs one")
        return
    sources = values["hasSource"].get(targets[0], [])
    id = articles.get(sources[0]) if len(sources) == 1 else None
    text = texts.get(id) if id is not None else None
    if text is None:
        yield Finding("violation", CHECK, evidence, f"its source {sources} is no article of this snapshot")
        return
    selectors = values["hasSelector"].get(targets[0], [])
    quote = [value for selector in selectors for value in values["exact"].get(selector, [])]
    start = [value for selector in selectors for value in values["start"].get(selector, [])]
    end = [value for selector in selectors for value in values["end"].get(selector, [])]
    if not quoted:
        quote = [text[int(first) : int(last)] for first, last in zip(start, end, strict=False)]
    yield from _compare(evidence, f"article {id}, quote", text, quote, start, end)
    sentence = values["sentence"].get(evidence, [])
    if sentence:
        start, end = values["sentenceStart"].get(evidence, []), values["sentenceEnd"].get(evidence, [])
        yield from _compare(evidence, f"article {id}, sentence", text, sentence, start, end)


def _compare(
    evidence: str, what: str, text: str, quotes: list[str], starts: list[str], ends: list[str]
) -> Iterator[Finding]:
    """What is wrong with one stretch of text: not exactly one quote, start and end, or other words there."""
    if not len(quotes) == len(starts) == len(ends) == 1:
        message = f"{what}: {len(quotes)} quotes, {len(starts)} starts, {len(ends)} ends; one each is needed"
        yield Finding("violation", CHECK, evidence, message)
        return
    start, end = int(starts[0]), int(ends[0])
    if not quotes[0]:
        yield Finding("violation", CHECK, evidence, f"{what}: it is empty")
    elif end > len(text) or text[start:end] != quotes[0]:
        message = f"{what}: at {start}-{end} stands {text[start:end]!r}, not {quotes[0]!r}"
        yield Finding("violation", CHECK, evidence, message)
