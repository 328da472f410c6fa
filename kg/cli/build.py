"""``giaoban build``."""

from __future__ import annotations

import click

from kg.cli.group import settings_from, settings_options


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@settings_options("data", "build", short={"data": "-o"})
@click.option("--allow-loss", is_flag=True, help="Publish although a class has lost half of its members.")
@click.pass_context
def build(context: click.Context, /, inputs: tuple[str, ...], allow_loss: bool, **flags: object) -> None:
    """Read articles and publish a verified snapshot of their graph.

    INPUT is a file or a folder of .txt, .md, .html and .jsonl files, each also gzipped; the address of a
    page or of a feed (RSS, Atom); or a .txt file that lists such addresses, one a line. Without any, the
    shipped articles are built. The snapshot being served stays whole until the new one is finished and
    checked. An article that cannot be read is left out and named with the reason.

    Pages are fetched slowly (--pause) and only where robots.txt allows it. They are kept in
    DATA/cache/web, so that a build that was stopped goes on where it was; remove that folder to fetch them
    anew. What was read from an article is kept as well: the next build reads only what is new or changed.

    With --engine spark, INPUT may also be a file, folder or pattern on any file system that Hadoop knows
    (hdfs://, s3a://, file://), and Parquet: a row an article, in the columns text and, where they are known,
    id, title, published, publisher, author, url, source and licence. --tables writes the graph there too.

    \b
    Examples:
      giaoban build                          the shipped articles into ./data
      giaoban build news/ -o kg --jobs 4     a folder of articles into ./kg, four processes
      giaoban build news.jsonl.gz --base https://example.org/news/
      giaoban build https://example.org/tin/bai-1.html https://example.org/rss/chinh-tri.rss
      giaoban build news/ --engine spark --master spark://host:7077
      giaoban build 'hdfs://nn/news/*.parquet' --engine spark --master yarn --tables hdfs://nn/kg
      giaoban build feeds.txt --pause 5      the addresses in a file, one a line
    """
    from kg.cli.progress import show_progress, summarise
    from kg.pipeline import build as build_snapshot

    settings = settings_from(context, flags)
    with show_progress() as report:
        done = build_snapshot(settings, inputs, progress=report, allow_loss=allow_loss)
    summarise(done)
