"""The server process: waitress before the application, with clear errors at the start and a clean end.

Waitress, because it reads a whole request before it spends a thread on it, holds hundreds of idle
connections, and answers broken HTTP with words; granian's own 400, 414 and 431 have no body.
"""

from __future__ import annotations

import gc
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from endpoint import create_app
from endpoint.application import Parts
from endpoint.channel import Channel
from endpoint.following import Follower
from endpoint.lane import Lane
from endpoint.warming import Warmer
from kg.errors import SettingsError
from kg.settings import Settings

HEADER_BYTES = 64 * 1024
IDLE_SECONDS = 60
WAITING_BYTES = 1 << 20
"""Bytes of an answer that wait for a slow client before its thread waits too: the memory of a download."""
DRAIN_SECONDS = 15.0
MADE_UNTIL_COLLECTED = 20_000
"""Objects made until those in circles are looked for: a query makes hundreds, and hardly one in a circle."""
FORWARDED = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port"}


def serve(settings: Settings) -> None:
    """Serve the snapshot in ``settings.data`` until SIGTERM or SIGINT, then finish what is under way.

    :raises SnapshotError: if there is no snapshot to serve.
    :raises SettingsError: if the address cannot be listened on.
    """
    configure_log()
    with bind_address(settings.host, settings.port) as listener, follow_depot(settings):
        app = create_app(settings)
        try:
            run_server(make_server(app, listener, settings), settings, app.extensions["giaoban"])
        finally:
            app.extensions["giaoban"].close()


@contextmanager
def follow_depot(settings: Settings) -> Iterator[None]:
    """Copy what the depot names as current, if one is named, before and while it is served.

    :raises SnapshotError: if there is nothing to serve, here or there.
    """
    follower = Follower(settings) if settings.depot else None
    try:
        yield
    finally:
        if follower:
            follower.close()


def bind_address(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 takes any free one.

    :raises SettingsError: if the address is unknown or in use.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}.",
            "Stop what runs there, or give another address: --port 8001",
        ) from error
    return listener


def make_server(app: Flask, listener: socket.socket, settings: Settings) -> Any:
    """Waitress before ``app``, on ``listener``; it owns no thread of the main loop yet."""
    proxy = {
        "trusted_proxy": settings.trusted_proxy,
        "trusted_proxy_headers": FORWARDED,
        "trusted_proxy_count": 1,
    }
    server = create_server(
        app,
        sockets=[listener],
        threads=settings.threads,
        connection_limit=settings.connections,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=10,
        channel_request_lookahead=1,
        max_request_header_size=HEADER_BYTES,
        max_request_body_size=settings.request_bytes,
        inbuf_overflow=settings.request_bytes + 1,
        outbuf_high_watermark=WAITING_BYTES,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
        url_prefix=settings.url_prefix,
        ident="giaoban",
        **(proxy if settings.trusted_proxy else {}),
    )
    server.channel_class = Channel
    return server


def run_server(server: Any, settings: Settings, parts: Parts) -> None:
    """Answer until told to stop; then take no new connection and answer those that are open."""
    warmer = Warmer(parts.sparql, settings)
    parts.snapshots.prepare = warmer.warm
    threading.Thread(target=warmer.warm, args=[parts.snapshots.live], name="warmer", daemon=True).start()
    lane = Lane(parts.sparql, settings, parts.access_log, server)
    server.add_task = lane.add_task
    server.lane = lane
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    previous = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    announce(settings, server.effective_port)
    gc.freeze()
    gc.set_threshold(MADE_UNTIL_COLLECTED)
    try:
        sockets = server._map
        while not stopping:
            wasyncore.loop(timeout=0.2, use_poll=True, map=sockets, count=1)
            lane.look_round()
        drain(server, lane)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def drain(server: Any, lane: Lane) -> None:
    """Close the listening socket, and go on until every request under way is answered."""
    server.del_channel(server._map)
    server.socket.close()
    until = time.monotonic() + DRAIN_SECONDS
    channels = server.active_channels
    while time.monotonic() < until and any(c.requests or c.total_outbufs_len for c in channels.values()):
        wasyncore.loop(timeout=0.1, use_poll=True, map=server._map, count=1)
        lane.look_round()
    server.task_dispatcher.shutdown(timeout=1)


def announce(settings: Settings, port: int) -> None:
    """Tell where the server is (port 0 in the settings means any free one), and one query to try."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}{settings.url_prefix}"
    print(f"Giao Ban is at {address}/  (SPARQL: {address}/sparql; stop with Ctrl-C)", flush=True)
    print(
        f"Try: curl -H 'Accept: text/csv' --data-urlencode "
        f"'query=SELECT * {{ ?meeting a <https://w3id.org/giaoban/ontology#Meeting> ; ?p ?o }} LIMIT 20' "
        f"{address}/sparql",
        flush=True,
    )


def configure_log() -> None:
    """Access log and warnings to standard error."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # nor is the place of a call looked for, by logging's manual
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    logging.getLogger("giaoban").setLevel(logging.INFO)
    logging.getLogger("waitress").setLevel(logging.ERROR)
