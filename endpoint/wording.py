"""Days, moments and numbers as the reader's language writes them."""

from __future__ import annotations

from datetime import datetime

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def show_day(value: str, language: str = "vi") -> str:
    """An ISO date as 06/05/2024 in Vietnamese, as 6 May 2024 in English; anything else as it is.

    >>> show_day("2024-05-06"), show_day("2024-05", "en"), show_day("2024")
    ('06/05/2024', 'May 2024', '2024')
    """
    parts = value.split("-")
    sizes = [len(part) for part in parts]
    if sizes not in ([4, 2, 2], [4, 2]) or not all(part.isdigit() for part in parts):
        return value
    if language == "vi":
        return "/".join(reversed(parts))
    year, month, *day = (int(part) for part in parts)
    if not 1 <= month <= len(MONTHS):
        return value
    return " ".join((*map(str, day), MONTHS[month - 1], str(year)))


def show_moment(value: str, language: str = "vi") -> str:
    """An ISO moment as day and time, to the minute; anything else as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{show_day(moment.date().isoformat(), language)}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def show_number(value: int, language: str = "vi") -> str:
    """A whole number in groups of three.

    >>> show_number(54978), show_number(54978, "en")
    ('54.978', '54,978')
    """
    told = f"{value:,}"
    return told.replace(",", ".") if language == "vi" else told


def undated(label: str, day: str) -> str:
    """The label of a meeting without its day at the end, for where the day stands beside it.

    >>> undated("Hội nghị Ban Bí thư, 28/07/2026", "2026-07-28")
    'Hội nghị Ban Bí thư'
    """
    return label.removesuffix(f", {show_day(day)}") if day else label
