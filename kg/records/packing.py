"""A record as bytes: JSON, packed; rebuilt from plain values alone, so that a foreign file runs no code."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, is_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

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
TUPLE, NUMBER = "", "#"


def pack(value: object) -> bytes:
    """A frozen value of `kg.model`, or a tuple of them, as bytes: the same value, the same bytes."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpack(content: bytes) -> Any:
    """The value that was packed.

    :raises BuildError: if the bytes are damaged.
    """
    try:
        return _rebuild(json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass")))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise BuildError(
            f"A record of an article is damaged: {error}.", "Remove the folder cache of the data folder."
        ) from error


def _plain(value: Any) -> Any:
    """Lists whose first item says what they are: the name of a class, nothing for a tuple."""
    if value is None or isinstance(value, str | int):
        return value
    if type(value) is tuple:
        return [TUPLE, *map(_plain, value)]
    if isinstance(value, Decimal):
        return [NUMBER, str(value)]
    kind = type(value)
    found = _VALUES[kind](value)
    return [kind.__name__, *map(_plain, (found,) if kind in _SINGLE else found)]


def _rebuild(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    name = value[0]
    if name == NUMBER:
        return Decimal(value[1])
    items = map(_rebuild, value[1:])
    return tuple(items) if name == TUPLE else CLASSES[name](*items)
