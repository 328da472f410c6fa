"""What days a date that is known in part may mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from kg.model import PartialDate


def bounds(when: PartialDate | None) -> tuple[str, str] | None:
    """The first and last ISO day that a date may mean; None for no date, and for one that no calendar has."""
    if when is None:
        return None
    try:
        year, month, day = ([int(part) for part in when.iso.split("-")] + [0, 0])[:3]
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
