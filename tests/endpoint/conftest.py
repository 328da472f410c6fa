"""A small snapshot and a server on it, for the tests of the endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.graph import DEFAULT_BASE, dataset_quads
from kg.model import Article, Span
from kg.pipeline import build
from kg.settings import Settings
from kg.snapshot import build_aside, publish_graph
from tests.endpoint.serving import FAR

SAMPLE = Path(__file__).parent / "data" / "sample.trig"
TEXT = "Đồng chí Lê Văn Mẫu chủ trì hội nghị giao ban ngày 6/5."


def publish_sample(data: Path, extra: str = "", **settings: Any) -> str:
    """Publish the sample graph (and the TriG in ``extra``) in the folder ``data``; the snapshot's id."""
    text = SAMPLE.read_text("utf-8") + extra
    quads = [*pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG), *dataset_quads(DEFAULT_BASE)]
    article = Article("one", TEXT, Span(0, len(TEXT)), title="Giao ban tháng Năm")
    with build_aside(data) as folder:
        return publish_graph(folder, Settings(data=data, **settings), quads, [article], []).id


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    publish_sample(data)
    return data


@pytest.fixture(scope="session")
def client(sample_data: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(data=sample_data, workers=2, **FAR))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()


@pytest.fixture(scope="session")
def corpus_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the shipped corpus was built."""
    data = tmp_path_factory.mktemp("corpus")
    build(Settings(data=data))
    return data


MakeClient = Callable[..., FlaskClient]


@pytest.fixture
def make_client(sample_data: Path) -> Iterator[MakeClient]:
    """Makes a client of an own application with the given settings."""
    apps = []

    def make(**settings: object) -> FlaskClient:
        app = create_app(Settings(**{"data": sample_data, "workers": 1, **FAR, **settings}))  # type: ignore[arg-type]
        apps.append(app)
        return app.test_client(use_cookies=False)

    yield make
    for app in apps:
        app.extensions["giaoban"].close()
