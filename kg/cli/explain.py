"""``giaoban explain``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli.group import settings_from, settings_options
from kg.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.explaining import Explanation, Quote, Source, Step


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("terms", nargs=-1, required=True, metavar="IRI [IRI VALUE]")
@settings_options("data", short={"data": "-d"})
@click.option("-n", "--limit", type=click.IntRange(1, 100), default=5, help="Most proofs of a triple. [5]")
@click.option("-f", "--format", type=click.Choice(("text", "json")), default="text", help="[text]")
@click.pass_context
def explain(
    context: click.Context, /, terms: tuple[str, ...], limit: int, format: str, **flags: object
) -> None:
    """Say why a triple is in the graph, or all triples about a thing: rules, axioms, articles, sentences.

    An IRI is written in full, with a prefix (gb:metWith, a) or as a path (id/official/pham-minh-chinh), a
    literal as in Turtle. Proofs come with the shortest first. Exit code 1 if the triple is not in the graph.

    \b
    Examples:
      giaoban explain id/official/pham-minh-chinh
      giaoban explain id/official/pham-minh-chinh a foaf:Person
      giaoban explain -f json id/official/pham-minh-chinh gb:metWith id/official/pham-thi-thanh-tra
    """
    from pyoxigraph import Triple

    from kg.explaining import SnapshotExplainer, as_record, read_object, read_resource
    from kg.snapshot import current_snapshot

    if len(terms) not in (1, 3):
        raise QueryError(f"{len(terms)} terms were given.", "Give one IRI, or subject, predicate and object.")
    snapshot = current_snapshot(settings_from(context, flags).data)
    base = snapshot.manifest.base
    explainer = SnapshotExplainer(snapshot.open(), base)
    subject = read_resource(terms[0], base)
    if len(terms) == 3:
        triple = Triple(subject, read_resource(terms[1], base), read_object(terms[2], base))
        found = [explainer.explain(triple, limit)]
    else:
        found = list(explainer.explain_thing(subject))
    if format == "json":
        click.echo(json.dumps([as_record(one) for one in found], ensure_ascii=False, indent=1))
    for one in found if format == "text" else ():
        click.echo("\n".join(outline(one, base)))
    if not any(one.proofs for one in found):
        click.echo("The graph does not hold this.", err=True)
        context.exit(1)


def outline(explanation: Explanation, base: str) -> Iterator[str]:
    """The explanation as indented lines."""
    yield write(explanation.triple, base)
    several = len(explanation.proofs) > 1
    for number, proof in enumerate(explanation.proofs, start=1):
        if several:
            yield f"  proof {number}:"
        yield from outline_step(proof, base, 2 if several else 1)
    if not explanation.complete:
        yield "  … there are more proofs (-n)"


def outline_step(step: Step, base: str, depth: int) -> Iterator[str]:
    """One step of a proof and what it stands on; the conclusion of the first stands above it."""
    indent = "  " * depth
    if step.rule == "asserted":
        for source in step.sources:
            yield from outline_source(source, indent)
        if step.more:
            yield f"{indent}… and {step.more} more graphs say so"
        return
    yield f"{indent}by {step.rule} ({step.table}): {step.says}"
    for axiom in step.spelled:
        yield f"{indent}  axiom   {axiom}"
    for premise in step.premises:
        conclusion = premise.conclusion
        yield f"{indent}  from    {conclusion if isinstance(conclusion, str) else write(conclusion, base)}"
        yield from outline_step(premise, base, depth + 2)


def outline_source(source: Source, indent: str) -> Iterator[str]:
    """One graph that says it, with the sentences."""
    if source.kind == "article":
        yield from (line for quote in source.quotes for line in outline_quote(quote, indent))
        if not source.quotes:
            yield f"{indent}said of the article in {source.graph}"
        return
    yield f"{indent}asserted in {source.graph}"
    for reason in source.reasons:
        yield f"{indent}  because {reason}"
    for quote in source.quotes:
        yield from outline_quote(quote, indent + "  ")


def outline_quote(quote: Quote, indent: str) -> Iterator[str]:
    """The words of one article; its sentence where that is more."""
    words = quote.words or "(the words are not published)"
    yield f"{indent}article {quote.article}, {quote.start}-{quote.end}, read by {quote.rule}: {words}"
    if quote.sentence and quote.sentence != quote.words:
        yield f"{indent}  in: {' '.join(quote.sentence.split())}"


def write(triple: Triple, base: str) -> str:
    """The triple as it can be typed again."""
    from kg.explaining import shorten

    return " ".join(shorten(term, base) for term in triple)
