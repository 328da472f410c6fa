"""The pages in a real browser: Debian's chromium, at the size of a phone, in both languages.

Each page is looked at for errors on the console, requests to other hosts, and what axe-core finds serious.
Screenshots go to the test's own folder (``pytest --basetemp=DIR`` says where).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright

from endpoint.assets.build_assets import BUILT, WORKSHOP
from tests.endpoint.serving import PATIENCE, running_server

CHROMIUM = Path("/usr/bin/chromium")
AXE = WORKSHOP / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LONG = PATIENCE * 1000
SEARCH = "header input[type=search]"
PHONE = {"width": 390, "height": 844}
FIXED = (
    "/views",
    "/query",
    "/sparql",
    "/problems",
    "/snapshots",
    "/search?q=ha+noi",
    "/questions/chaired",
    "/questions/succession",
    "/questions/most-cited",
    "/download/graphs",
    "/page/official/pham-minh-chinh",
    "/page/body/ban-to-chuc-trung-uong",
    "/page/post/truong-ban-to-chuc-trung-uong",
    "/page/place/thanh-pho-ha-noi",
)
GRAVE = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
LOADED = """() => ["navigation", "resource"].flatMap(kind => performance.getEntriesByType(kind))
    .map(entry => [entry.name, entry.encodedBodySize])"""
SMALLEST_BYTES, MOST_BYTES = 6_000, 100_000
LIBRARIES = re.compile(r"/assets/(editor|network|map|chunk)-")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium: apt-get install chromium"),
    pytest.mark.skipif(not BUILT.is_dir(), reason="no scripts were built: make assets"),
]


@pytest.fixture(scope="module")
def address(corpus_data: Path) -> Iterator[str]:
    with running_server(corpus_data, workers=1) as (served, _):
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS, timeout=LONG)
        yield started
        started.close()


class Watch:
    """Notes what a page should not do."""

    def __init__(self, page: Page, address: str) -> None:
        self.wrong: list[str] = []
        self._address = address
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:")):
            self.wrong.append(f"asks another host: {request.url}")


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[tuple[Page, Watch]]:
    """A page of the size of a phone, and what watches it; nothing may have gone wrong at the end."""
    context = browser.new_context(locale="vi-VN", viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(LONG)
    page = context.new_page()
    watch = Watch(page, address)
    yield page, watch
    context.close()
    assert watch.wrong == []


def list_pages(page: Page, address: str) -> list[str]:
    """The home page, what its menu leads to, and the fixed ones."""
    page.goto(address)
    menu = page.eval_on_selector_all("header nav.menu a", "links => links.map(a => a.getAttribute('href'))")
    meetings = page.request.get(f"{address}/views/calendar.json").json()["meetings"]
    cited = page.request.get(f"{address}/views/citations.json").json()["nodes"]
    one_each = {node["kind"]: node["page"] for node in cited}
    return [
        "/",
        *menu,
        *(path for path in FIXED if path not in menu),
        meetings[0]["page"],
        *one_each.values(),
    ]


def find_grave(page: Page) -> list[str]:
    """What axe-core finds serious or critical: rule and element."""
    page.evaluate(AXE.read_text("utf-8"))
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:120]}"
        for found in page.evaluate(GRAVE)
        if found["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("language", "colours"), [("vi", "light"), ("en", "dark")])
def test_every_page_is_sound_on_a_phone(
    phone: tuple[Page, Watch],
    address: str,
    tmp_path: Path,
    language: str,
    colours: Literal["light", "dark"],
) -> None:
    page, watch = phone
    page.emulate_media(color_scheme=colours)
    paths = list_pages(page, address)
    grave: dict[str, list[str]] = {}
    for path in paths:
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.get_attribute("html", "lang") == language, path
        page.screenshot(path=tmp_path / (re.sub(r"\W+", "-", path) + ".png"))
        wide = page.evaluate("document.documentElement.scrollWidth") - PHONE["width"]
        found = [*find_grave(page), *watch.wrong]
        if wide > 1:
            found.append(f"{wide} px too wide")
        weight = sum(size for name, size in page.evaluate(LOADED) if not LIBRARIES.search(name))
        if not SMALLEST_BYTES < weight < MOST_BYTES:
            found.append(f"weighs {weight} bytes")
        if found:
            grave[path] = found
            watch.wrong.clear()
    assert grave == {}


def test_keys_lead_to_the_content_and_through_a_picture(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(f"{address}/page/official/pham-minh-chinh")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.className === 'skip'")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.locator("figure[data-view=network]").scroll_into_view_if_needed()
    page.wait_for_selector("figure[data-view=network][data-drawn=true]")
    page.locator("figure[data-view=network] svg a").nth(1).focus()
    with page.expect_response("**/views/network.json?*focus=*"):
        page.keyboard.press("Enter")


def test_pages_do_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto(address)
    page.fill(SEARCH, "to chuc trung uong")
    page.press(SEARCH, "Enter")
    page.wait_for_selector("main ol a")
    page.goto(f"{address}/views")
    assert page.locator("figure.view table").count() == page.locator("figure.view table:visible").count() == 4
    page.goto(f"{address}/questions/holders-on-date")
    page.fill("input[type=date]", "2019-01-01")
    page.click("form.ask button")
    page.wait_for_url("**date=2019-01-01**")
    page.wait_for_selector("main table")
    page.goto(f"{address}/query")
    assert page.locator("#plain-form textarea").is_visible()
    context.close()


def test_the_search_box_suggests_and_a_key_leads_to_the_page(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(address)
    page.fill(SEARCH, "ban to chuc trung uong")
    page.wait_for_selector("[role=option]")
    page.press(SEARCH, "ArrowDown")
    assert page.get_attribute(SEARCH, "aria-activedescendant")
    page.press(SEARCH, "Enter")
    page.wait_for_url("**/page/body/ban-to-chuc-trung-uong")


def test_suggestions_that_come_late_keep_what_was_chosen(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(address)
    page.fill(SEARCH, "ban to chuc")
    second = page.locator("[role=option]").nth(1)
    second.evaluate("option => option.classList.add('early')")
    chosen = second.get_attribute("data-page")
    late: list[Route] = []
    page.route("**/search?*trung*", lambda route: late.append(route))
    with page.expect_request("**/search?*trung*"):
        page.fill(SEARCH, "ban to chuc trung uong")
    while not late:
        page.wait_for_timeout(20)
    page.press(SEARCH, "ArrowDown")
    page.press(SEARCH, "ArrowDown")
    late[0].continue_()
    page.wait_for_selector(".early", state="detached")
    assert page.get_attribute("[role=option][aria-selected=true]", "data-page") == chosen
    page.press(SEARCH, "Enter")
    page.wait_for_url(f"**{chosen}")


def test_the_colours_chosen_stay(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(address)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    page.goto(f"{address}/questions")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def write_query(page: Page, query: str) -> None:
    """Put a query into the editor and run it."""
    page.wait_for_selector("#editor[data-ready]")
    page.evaluate(
        "text => document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.setValue(text)", query
    )
    page.click(".tabPanel.active .yasqe_queryButton")


def test_an_example_is_run_in_the_editor(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(f"{address}/query")
    page.wait_for_selector("#editor[data-ready]")
    page.select_option("#examples", "officials")
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".yasr_results td")


def test_results_show_names_and_lead_to_our_pages(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(f"{address}/query")
    write_query(
        page, "PREFIX gb: <https://w3id.org/giaoban/ontology#> SELECT ?o { ?m gb:chairedBy ?o } ORDER BY ?o"
    )
    label = page.wait_for_selector(".yasr_results .label")
    assert label is not None and label.inner_text()
    page.wait_for_selector(".yasr_results a.iri[href*='/page/official/']")
    page.uncheck("#show-labels")
    assert not label.is_visible()


def test_an_error_is_told_at_its_line(phone: tuple[Page, Watch], address: str) -> None:
    page, watch = phone
    page.goto(f"{address}/query")
    with page.expect_console_message(lambda message: "400" in message.text):
        write_query(page, "SELECT * {\n ?s a nothing:Known }")
    page.wait_for_selector(".query-problem")
    page.wait_for_selector(".wrong-line", state="attached")
    assert page.locator(".wrong-line").count() == len(watch.wrong) == 1
    watch.wrong.clear()


def test_names_are_completed_without_accents(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(f"{address}/query")
    page.wait_for_selector("#editor[data-ready]")
    editor = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"
    page.evaluate(f"{editor}.setValue('SELECT * {{ ?s ?p '); {editor}.focus(); {editor}.setCursor(0, 99)")
    page.keyboard.type("pham minh chinh")
    page.locator(".CodeMirror-hints li", has_text="official/pham-minh-chinh").first.wait_for()


def test_the_network_is_filtered_by_time_and_walked(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(f"{address}/views")
    network = page.locator("figure[data-view=network]")
    network.scroll_into_view_if_needed()
    page.wait_for_selector("figure[data-view=network][data-drawn=true]")
    whole = network.locator("circle").count()
    network.locator("input[type=date]").first.fill("2025-01-01")
    network.locator("input[type=date]").first.dispatch_event("change")
    assert 0 < network.locator("circle").count() < whole
    with page.expect_response("**/views/network.json?focus=*"):
        network.locator("svg a").first.dispatch_event("click")


def test_evidence_is_highlighted_in_an_article(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    article = page.request.get(f"{address}/views/citations.json").json()["nodes"][0]
    page.goto(address + article["page"])
    marks = page.locator("main mark a")
    assert marks.count() > 3
    marks.first.click()
    page.wait_for_url("**/page/*/*")


@pytest.mark.parametrize(
    ("path", "views"),
    [
        ("/page/official/pham-minh-chinh", {"timeline", "network"}),
        ("/page/body/ban-to-chuc-trung-uong", {"timeline", "calendar"}),
        ("/page/post/truong-ban-to-chuc-trung-uong", {"successions"}),
    ],
)
def test_the_page_of_a_thing_is_drawn(
    phone: tuple[Page, Watch], address: str, path: str, views: set[str]
) -> None:
    page, _ = phone
    page.goto(address + path)
    for name in views:
        page.locator(f"figure[data-view={name}]").scroll_into_view_if_needed()
        page.wait_for_selector(f"figure[data-view={name}][data-drawn=true] svg")


def test_a_picture_is_taken_away_as_svg_and_png(phone: tuple[Page, Watch], address: str) -> None:
    page, _ = phone
    page.goto(f"{address}/views")
    page.locator("figure[data-view=map]").scroll_into_view_if_needed()
    for ending in ("SVG", "PNG"):
        with page.expect_download() as taken:
            page.locator("figure[data-view=map] .tools button", has_text=ending).click()
        assert taken.value.suggested_filename == f"map.{ending.lower()}"
        assert taken.value.path().stat().st_size > 10_000
