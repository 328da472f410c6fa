"""Problems in the reader's language: the kinds in endpoint/texts, what is wrong in texts/details.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from endpoint.live import package_path


def tell_problem(
    members: Mapping[str, object], kinds: Mapping[str, Mapping[str, str]], language: str
) -> dict[str, object]:
    """The members of a problem with title, cure and detail in a language; English where it has no words.

    :param kinds: title and cure of each kind of problem in this language, by slug.
    """
    slug = str(members["type"]).rpartition("#")[2]
    detail = str(members["detail"])
    return {**members, **kinds.get(slug, {}), "detail": translate(detail) if language == "vi" else detail}


def translate(detail: str) -> str:
    """A sentence of the server in Vietnamese; the sentence itself where there are no words for it.

    >>> translate("limit is a whole number from 1 to 200.")
    'limit là số nguyên từ 1 đến 200.'
    """
    for pattern, template in read_details():
        found = pattern.fullmatch(detail)
        if found:
            return template.format(*found.groups())
    return detail


@cache
def read_details() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences that the server says as patterns, each with its Vietnamese template, in their order."""
    table: Mapping[str, Any] = tomllib.loads(package_path("texts/details.toml").read_text("utf-8"))
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, said.split("{}"))), re.DOTALL), told)
        for said, told in table.items()
    )
