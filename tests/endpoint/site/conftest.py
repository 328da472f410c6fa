"""A server on the graph of the shipped articles, built once for the tests of the site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from endpoint import create_app
from kg.pipeline import build
from kg.settings import Settings


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=tmp_path_factory.mktemp("site"), workers=1)
    build(settings)
    app = create_app(settings)
    yield app.test_client(use_cookies=False)
    app.extensions["giaoban"].close()
