"""The headers that every answer carries, and the coding of its body (CORS, Vary, ETag, compression)."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence

import brotli
import zstandard
from flask import Response, g, request

from endpoint.negotiation import choose_coding

SMALLEST = 1024
CODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.compress(body, 3),
    "br": lambda body: brotli.compress(body, quality=4),
    "gzip": lambda body: gzip.compress(body, 5, mtime=0),
}
COMPRESSIBLE = ("text/", "application/json", "application/xml", "image/svg+xml")
SNAPSHOT = "Giaoban-Snapshot"
ALLOWED_HEADERS = f"Accept, Accept-Language, Content-Type, If-None-Match, Range, X-Requested-With, {SNAPSHOT}"
EXPOSED_HEADERS = (
    "ETag, Link, Location, Retry-After, Content-Disposition, Content-Range, Content-Length, Repr-Digest, "
    + SNAPSHOT
)
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


def finish(response: Response) -> Response:
    """Give an answer its common headers, and code its body if the client takes a coding."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cache-Control", "no-cache")
    if response.mimetype in ("text/html", "application/xhtml+xml"):
        headers.setdefault("Content-Security-Policy", POLICY)
    if g.get("by_language"):
        response.vary.update(("Accept-Language", "Cookie"))
    response.vary.update(("Accept", "Accept-Encoding"))
    if request.method == "OPTIONS":
        answer_preflight(response)
    load_static(response)
    tag_content(response)
    answer_condition(response)
    compress(response)
    if request.headers.get("Want-Repr-Digest") and is_whole(response):
        set_digest(response, response.get_data())
    return response


def load_static(response: Response) -> None:
    """Take a text of endpoint/static into memory, so that it is packed as a page is."""
    is_text = request.endpoint == "static" and is_compressible(response.mimetype or "")
    if is_text and response.status_code == 200:
        response.direct_passthrough = False
        response.get_data()


def is_whole(response: Response) -> bool:
    """Whether this is a successful answer to a reader, with its body in memory."""
    read = request.method in ("GET", "HEAD") and response.status_code == 200
    return read and not response.is_streamed and not response.direct_passthrough


def tag_content(response: Response) -> None:
    """Give an answer that may be kept, and has no tag of its own, one made of its body."""
    if is_whole(response) and "ETag" not in response.headers and not response.cache_control.no_store:
        set_etag(response, etag_for(hashlib.sha256(response.get_data()).hexdigest(), response.mimetype or ""))


def answer_condition(response: Response) -> None:
    """Turn a 200 into a 304 where the client has this very answer (RFC 9110 §13.2.2)."""
    tag, _ = response.get_etag()
    if response.status_code != 200 or request.method not in ("GET", "HEAD") or response.direct_passthrough:
        return
    since, modified = request.if_modified_since, response.last_modified
    wanted = request.if_none_match
    fresh = not wanted and since is not None and modified is not None and modified <= since
    if fresh or wanted.star_tag or (tag and is_unchanged([tag])):
        response.status_code = 304
        response.set_data(b"")
        for name in ("Content-Length", "Content-Type"):
            response.headers.pop(name, None)


def answer_preflight(response: Response) -> None:
    """Turn the answer to OPTIONS into one that a browser's preflight (Fetch §3.2) accepts."""
    response.headers["Access-Control-Allow-Methods"] = response.headers.get(
        "Allow", "GET, HEAD, POST, OPTIONS"
    )
    response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
    response.headers["Access-Control-Max-Age"] = "86400"


def compress(response: Response) -> None:
    """Code the body by Accept-Encoding if that pays; the ETag of a coded body is another one."""
    if (
        response.direct_passthrough
        or response.is_streamed
        or response.status_code in (204, 206, 304)
        or "Content-Encoding" in response.headers
        or not is_compressible(response.mimetype or "")
    ):
        return
    coding = choose_coding(request.headers.get("Accept-Encoding"), tuple(CODERS))
    body = response.get_data()
    if coding is None or len(body) < SMALLEST:
        return
    response.set_data(CODERS[coding](body))
    response.headers["Content-Encoding"] = coding
    if "Repr-Digest" in response.headers:
        set_digest(response, response.get_data())
    tag, weak = response.get_etag()
    if tag:
        response.set_etag(f"{tag}-{coding}", weak=bool(weak))


def set_digest(response: Response, body: bytes) -> None:
    """Tell the SHA-256 of the answer's body as it is sent, its coding included (RFC 9530 §3)."""
    tell_digest(response, hashlib.sha256(body).digest())


def tell_digest(response: Response, digest: bytes) -> None:
    """Tell this SHA-256 as that of the whole body, of which the answer may be a part."""
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest).decode()}:"


def is_compressible(media_type: str) -> bool:
    """Whether a body of this media type shrinks."""
    return media_type.startswith(COMPRESSIBLE) or media_type.endswith(
        ("+json", "+xml", "-triples", "-quads", "trig")
    )


def etag_for(key: str, media_type: str) -> str:
    """The tag of one representation: what it depends on, and its media type."""
    return hashlib.sha256(f"{key} {media_type}".encode()).hexdigest()[:24]


def is_unchanged(tags: Sequence[str]) -> bool:
    """Whether the client's If-None-Match names one of these representations, coded or not."""
    wanted = request.if_none_match
    if not wanted or wanted.star_tag or request.method not in ("GET", "HEAD"):
        return False
    coded = {tag + suffix for tag in tags for suffix in ("", *(f"-{coding}" for coding in CODERS))}
    return any(wanted.contains_weak(tag) for tag in coded)


def not_modified() -> Response:
    """A 304 that repeats the tag that the client named (RFC 9110 §15.4.5)."""
    response = Response(status=304)
    tags = list(request.if_none_match.as_set(include_weak=True))
    if len(tags) == 1:
        response.set_etag(tags[0].removeprefix("W/").strip('"'), weak=True)
    return response


def set_etag(response: Response, tag: str) -> None:
    """Mark the answer with a weak ETag: the same content, though the engine may order it otherwise."""
    response.set_etag(tag, weak=True)
