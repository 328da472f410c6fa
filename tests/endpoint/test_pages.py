"""Home, downloads, problems, and what the operator asks."""

import hashlib
import html
import json
import logging
import re

import pytest
from flask.testing import FlaskClient

from endpoint.live import package_path
from endpoint.pages import LANGUAGES, read_texts
from endpoint.problems import KINDS
from endpoint.samples import read_samples


def test_home_counts_the_articles_and_offers_queries_to_try(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert re.search(r">Bài báo</a></dt><dd>1</dd>", page)
    assert "Ai chủ trì cuộc họp nào" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_query_has_a_title_and_runs(client: FlaskClient, language: str) -> None:
    for sample in read_samples():
        assert sample.titles[language]
        response = client.get("/sparql", query_string={"query": sample.query, "format": "csv"})
        assert response.status_code == 200, sample.name


def test_the_sample_query_finds_who_chaired_with_the_sentence(client: FlaskClient) -> None:
    query = read_samples()[0].query
    answer = client.get("/sparql", query_string={"query": query, "format": "csv"}).get_data(as_text=True)
    assert "Lê Văn Mẫu,Đồng chí Lê Văn Mẫu chủ trì" in answer


def test_both_languages_have_the_same_words() -> None:
    texts = read_texts()

    def paths(table: object, prefix: str = "") -> set[str]:
        if not isinstance(table, dict):
            return {prefix}
        return {path for name, value in table.items() for path in paths(value, f"{prefix}.{name}")}

    told = {language: {p for p in paths(texts[language]) if ".problems." not in p} for language in LANGUAGES}
    assert told["vi"] - {".problems"} == told["en"] - {".problems"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_problem_is_listed(client: FlaskClient, language: str) -> None:
    page = client.get(f"/problems?lang={language}").get_data(as_text=True)
    words = read_texts()[language]["problems"]
    for kind in KINDS:
        assert f'id="{kind.slug}"' in page
        assert words.get(kind.slug, {"title": kind.title})["title"] in html.unescape(page)


def test_the_dumps_are_listed_and_are_what_their_checksums_say(client: FlaskClient) -> None:
    page = client.get("/download/").get_data(as_text=True)
    response = client.get("/download/giaoban.ttl", buffered=True)
    assert response.mimetype == "text/turtle"
    assert hashlib.sha256(response.data).hexdigest() in page
    assert hashlib.sha256(response.data).hexdigest() in client.get(
        "/download/SHA256SUMS", buffered=True
    ).get_data(as_text=True)


def test_a_part_of_a_dump_can_be_fetched(client: FlaskClient) -> None:
    whole = client.get("/download/giaoban.ttl", buffered=True).data
    part = client.get("/download/giaoban.ttl", buffered=True, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole[10:20])


def test_an_unchanged_dump_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/download/giaoban.ttl", buffered=True).headers["ETag"]
    assert (
        client.get("/download/giaoban.ttl", buffered=True, headers={"If-None-Match": tag}).status_code == 304
    )


@pytest.mark.parametrize("name", ["manifest.json", "..%2fmanifest.json", "%2e%2e%2fmanifest.json", "x.ttl"])
def test_no_other_file_can_be_fetched(client: FlaskClient, name: str) -> None:
    assert client.get(f"/download/{name}").status_code == 404


def test_health_names_the_snapshot(client: FlaskClient) -> None:
    health = client.get("/healthz").json
    assert health is not None
    assert health["live"] and health["ready"]
    assert len(health["snapshot"]) >= 8


def test_metrics_count_answers_by_route_and_status(client: FlaskClient) -> None:
    client.get("/nowhere")
    numbers = client.get("/metrics").get_data(as_text=True)
    assert 'giaoban_requests_total{route="none",status="404"}' in numbers
    assert "giaoban_workers_ready" in numbers


def test_the_access_log_tells_the_outcome_and_no_word_of_the_client(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "giaoban.access"):
        client.get("/sparql?query=ASK{%22secret%22")
    line = json.loads(caplog.messages[-1])
    assert (line["status"], line["outcome"]) == (400, "syntax-error")
    assert len(line["query"]) == 16
    assert "secret" not in caplog.text


def test_every_query_of_ours_says_what_it_is_for() -> None:
    for path in package_path("queries").glob("*.rq"):
        assert path.read_text("utf-8").startswith("# "), path.name


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("en-GB, vi;q=0.8", "en"),
        ("vi-VN, en;q=0.5", "vi"),
        ("en;q=0.1, vi;q=0.2", "vi"),
        ("fr, EN;q=0.1", "en"),
        ("en;q=0", "vi"),
        ("fr, *;q=0.1", "vi"),
    ],
)
def test_the_language_most_wanted_of_those_there_are_is_spoken(
    client: FlaskClient, wanted: str, language: str
) -> None:
    assert client.get("/", headers={"Accept-Language": wanted}).headers["Content-Language"] == language
