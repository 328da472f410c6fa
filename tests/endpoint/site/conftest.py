"""A server on the graph of the shipped articles, for the tests of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.settings import Settings


@pytest.fixture(scope="package")
def site(corpus_data: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(data=corpus_data, workers=1))
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()
