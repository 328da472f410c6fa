"""The address /assets/NAME: the browser's files that the package was built with (endpoint/assets)."""

from __future__ import annotations

import json
import logging
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, request

from endpoint.live import package_path
from endpoint.negotiation import choose_coding
from endpoint.problems import ProblemError

FOREVER = "public, max-age=31536000, immutable"
PACKED: Mapping[str, str] = {"br": ".br", "gzip": ".gz"}

log = logging.getLogger("giaoban.serving")


class Bundles:
    """The built files by name, and the addresses that templates give to a browser.

    :param folder: where the build put them; without it pages do without scripts.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or package_path("assets/built")
        manifest = self._folder / "manifest.json"
        self._manifest: Mapping[str, str] = (
            json.loads(manifest.read_text("utf-8")) if manifest.is_file() else {}
        )
        if not self._manifest:
            log.warning("no scripts were built: pages work without JavaScript; `make assets` makes them")

    def address(self, name: str) -> str:
        """The address of the file that was built from ``name``; empty where there is none."""
        file = self._manifest.get(name)
        return f"{request.script_root}/assets/{file}" if file else ""

    def add_to(self, app: Flask) -> None:
        """Let templates of this application ask ``asset(name)``."""
        app.jinja_env.globals["asset"] = self.address

    def answer(self, name: str) -> Response:
        """One file, packed as the client takes it. Its name changes with its content, so it is kept for good.

        :raises ProblemError: ``not-found`` if there is no such file.
        """
        path = self._folder / name
        if "/" in name or name.startswith(".") or path.suffix in (".br", ".gz", "") or not path.is_file():
            raise ProblemError("not-found", f"No file of the pages is named {name[:80]!r}.")
        coding = choose_coding(request.headers.get("Accept-Encoding"), tuple(PACKED))
        packed = self._folder / (name + PACKED[coding]) if coding else path
        response = Response((packed if packed.is_file() else path).read_bytes())
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response.content_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        if coding and packed.is_file():
            response.headers["Content-Encoding"] = coding
        response.headers["Cache-Control"] = FOREVER
        return response
