"""Ports for servers that cannot choose one themselves."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator

FEW_WANT = range(10_000, 32_768)  # below those that Linux gives to whoever asks for any


def _list_candidates() -> Iterator[int]:
    """Such ports in a random order, none twice."""
    yield from random.SystemRandom().sample(FEW_WANT, len(FEW_WANT))


_candidates = _list_candidates()


def find_port() -> int:
    """A port on which nobody listens, and which nobody is given by chance before it is used."""
    for port in _candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("there is no free port")


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
