"""The day on which an article shows somebody in a post."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import MeetingFact, PartialDate, TenureFact


def shown_on(
    fact: TenureFact,
    meetings: Iterable[MeetingFact],
    participations: Iterable[tuple[str, str]],
    published: str | None,
) -> PartialDate | None:
    """The day that the fact names; else the first day of a meeting that the article says the person
    attended; else the day of publication. A former post is past by publication at the latest, whenever the
    meeting was.

    ``participations`` are (meeting's key, name) of the same article.
    """
    if fact.on:
        return fact.on
    if not fact.post.former:
        attended = {key for key, name in participations if name == fact.official}
        days = [m.date.iso for m in meetings if m.key in attended and m.modality == "stated" and m.date]
        exact = [day for day in days if len(day) == 10]
        if exact:
            return PartialDate(min(exact))
    return PartialDate(published) if published else None
