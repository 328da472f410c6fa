"""The pages for people: home, one thing, problems. Their words stand in endpoint/texts, by language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, render_template, request

from endpoint.formats import GRAPHS, HTML, RESULTS
from endpoint.headers import etag_for, set_etag
from endpoint.links import add_links, dataset_links
from endpoint.live import PREFIXES, Live, Snapshots, package_path
from endpoint.problems import KINDS
from endpoint.samples import read_samples
from endpoint.showing import shorten_iri
from endpoint.site.ontology import show as show_ontology
from endpoint.site.shown import Name, Shown
from endpoint.structured import describe_ontology_page, describe_site
from endpoint.telling import tell_problem
from endpoint.wording import show_day, show_moment, show_number, undated
from kg.errors import SnapshotError
from kg.questions import load_questions
from kg.search import Item
from kg.settings import Settings

LANGUAGES = ("vi", "en")
YEAR = 31_536_000
LATEST = 8
"""Meetings that the home page shows."""
QUESTIONS = ("holders-on-date", "succession", "most-cited")
"""The questions that the home page offers."""
COUNTED = {
    "officials": "Official",
    "bodies": "Body",
    "meetings": "Meeting",
    "directives": "Directive",
}
"""What the home page counts: the address of the list, and the class."""
MENU = (
    ("/officials", "officials"),
    ("/bodies", "bodies"),
    ("/meetings", "meetings"),
    ("/directives", "directives"),
    ("/articles", "articles"),
    ("/places", "places"),
    ("/views", "views"),
    ("/questions", "questions"),
    ("/conflicts", "conflicts"),
    ("/ontology", "ontology"),
    ("/query", "query"),
    ("/download/", "downloads"),
    ("/about", "about"),
)
"""What the menu of every page leads to: the address, and the name of its text."""


def read_texts() -> Mapping[str, Mapping[str, Any]]:
    """The words of the pages by language."""
    folder = package_path("texts")
    return {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in LANGUAGES}


class Pages:
    """Renders templates in the reader's language."""

    def __init__(self, settings: Settings, snapshots: Snapshots) -> None:
        self._settings = settings
        self._snapshots = snapshots
        self._texts = read_texts()
        self._samples = read_samples()
        self._questions = load_questions()

    def render(self, template: str, live: Live | None = None, **values: object) -> Response:
        """A page in the reader's language; with ``live``, marked with an ETag of that snapshot."""
        language = choose_language()
        texts = self._texts[language]
        values.setdefault("about", describe_site(self._snapshots.live))
        html = render_template(
            template,
            language=language,
            languages=LANGUAGES,
            switch={code: switch_language(code) for code in LANGUAGES},
            menu=[(path, texts["menu"][name]) for path, name in MENU],
            show_day=partial(show_day, language=language),
            show_moment=partial(show_moment, language=language),
            show_number=partial(show_number, language=language),
            undated=undated,
            t=texts,
            snapshot=self._snapshots.live.id,
            **values,
        )
        response = Response(html, content_type=HTML.content_type)
        if request.args.get("lang") in LANGUAGES:
            root = request.script_root or "/"
            response.set_cookie("lang", language, max_age=YEAR, samesite="Lax", path=root)
        response.headers["Content-Language"] = language
        if live is not None:
            set_etag(response, etag_for(html, live.id))
            response.last_modified = live.modified
        return response

    def home(self) -> Response:
        """What this is, how much there is, the latest meetings, and what to try."""
        live = self._snapshots.live
        manifest, language = live.snapshot.manifest, choose_language()
        words = self._texts[language]["menu"]
        page = self.render(
            "home.html",
            live,
            manifest=manifest,
            counts=[
                (f"/{name}", words[name], manifest.counts.get(member, 0)) for name, member in COUNTED.items()
            ],
            latest=find_latest(live, Shown(live, language)),
            questions=[question for question in self._questions if question.name in QUESTIONS],
            samples=self._samples,
        )
        return add_links(page, dataset_links(live))

    def sparql(self) -> Response:
        """The endpoint described to people."""
        return self.render(
            "sparql.html",
            formats=(*RESULTS, *GRAPHS),
            settings=self._settings,
            prefixes=PREFIXES,
            samples=self._samples,
        )

    def ontology(self, live: Live) -> Response:
        """The terms of the ontology with their definitions, and a diagram of the chief classes."""
        about = describe_ontology_page(live, live.terms)
        shorten = partial(shorten_iri, base=live.base)
        return self.render("ontology.html", live, about=about, shorten=shorten, **show_ontology(live))

    def problem(self, members: Mapping[str, object]) -> Response:
        """One problem of RFC 9457 as a page."""
        return self.render("problem.html", problem=members)

    def tell(self, members: Mapping[str, object], language: str) -> dict[str, object]:
        """A problem in this language."""
        return tell_problem(members, self._texts[language]["problems"], language)

    def problems(self) -> Response:
        """All kinds of problems; their type IRIs lead here."""
        return self.render("problems.html", kinds=KINDS)


def find_latest(live: Live, shown: Shown) -> list[tuple[Item, Name]]:
    """The latest meetings; none where the snapshot was built by a version without lists."""
    try:
        items = live.search.lists.find("meeting", (), "newest", 0, LATEST)
    except SnapshotError:
        return []
    return [(item, shown.name(item.iri)) for item in items]


def choose_language(default: str = LANGUAGES[0]) -> str:
    """What ``lang=`` names, else what was chosen before, else by Accept-Language, else ``default``.

    The answer says by itself that it depends on these.
    """
    g.by_language = True
    for asked in (request.args.get("lang"), request.cookies.get("lang")):
        if asked in LANGUAGES:
            return str(asked)
    for tag, quality in request.accept_languages:  # the most wanted first
        primary = tag.lower().partition("-")[0]
        if quality > 0 and primary in LANGUAGES:
            return primary
    return default


def switch_language(code: str) -> str:
    """The address of this very page, parameters included, in another language."""
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return "?" + urlencode([*given, ("lang", code)])
