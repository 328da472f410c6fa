"""A record as bytes: JSON, packed; rebuilt from plain values alone, so that a foreign file runs no code."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

from kg import model
from kg.errors import BuildError


def _fields(kind: type) -> tuple[str, ...]:
    """The names of a class's values, in their order; none for what is no class of values."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return getattr(kind, "_fields", ())


CLASSES: dict[str, type] = {
    name: kind for name, kind in vars(model).items() if isinstance(kind, type) and _fields(kind)
}
_VALUES = {kind: attrgetter(*_fields(kind)) for kind in CLASSES.values()}
_SINGLE = frozenset(kind for kind in CLASSES.values() if len(_fields(kind)) == 1)
_SCALARS = frozenset({str, int, bool, type(None)})
TUPLE, NUMBER = "", "#"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_COMPRESSOR, _DECOMPRESSOR = ZstdCompressor(level=1), ZstdDecompressor()


def pack(value: object) -> bytes:
    """A frozen value of `kg.model`, or a tuple of them, as bytes: the same value, the same bytes."""
    text = _ENCODER.encode(_plain(value))
    return _COMPRESSOR.compress(text.encode("utf-8", "surrogatepass"))


def unpack(content: bytes) -> Any:
    """The value that was packed.

    :raises BuildError: if the bytes are damaged.
    """
    try:
        return _rebuild(json.loads(_DECOMPRESSOR.decompress(content).decode("utf-8", "surrogatepass")))
    except (ZstdError, ValueError, KeyError, TypeError) as error:
        raise BuildError(
            f"A record of an article is damaged: {error}.", "Remove the folder cache of the data folder."
        ) from error


def _plain(value: Any) -> Any:
    """Lists whose first item says what they are: the name of a class, nothing for a tuple."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is Decimal:
        return [NUMBER, str(value)]
    name, found = (TUPLE, value) if kind is tuple else (kind.__name__, _VALUES[kind](value))
    items = (found,) if kind in _SINGLE else found
    return [name, *[item if type(item) in _SCALARS else _plain(item) for item in items]]


def _rebuild(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    name = value[0]
    if name == NUMBER:
        return Decimal(value[1])
    items = map(_rebuild, value[1:])
    return tuple(items) if name == TUPLE else CLASSES[name](*items)
