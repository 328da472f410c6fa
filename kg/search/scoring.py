"""How close a name is to what was typed, as a number with its reasons.

Every typed word gets the closeness of the nearest word of the name: 1 as typed; 0.92 typed without marks; 0.9
typed with d for đ; 0.8 typed with other marks; 0.7 as a beginning; 0.5 a typo away; 0 where there is none.
The score is their mean, times how much of the name was typed (a third of the weight), less a little for
another order, and for a short form of ours. A name met whole and as typed has 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.search.forms import strip, unmark

EXACT, BARE, D_FOR_D, MARKS, START, TYPO = 1.0, 0.92, 0.9, 0.8, 0.7, 0.5
REASONS = {
    EXACT: "as typed",
    BARE: "without accents",
    D_FOR_D: "d for đ",
    MARKS: "other accents",
    START: "beginning",
    TYPO: "spelling",
    0.0: "word missing",
}


@dataclass(frozen=True, slots=True)
class Score:
    """From 0 to 100, and why it is no more, the worst last."""

    value: float
    reasons: tuple[str, ...]


def score_name(typed: Sequence[str], name: Sequence[str], short: bool, near: Mapping[str, str]) -> Score:
    """How close a name is to what was typed.

    :param typed: the typed words, folded.
    :param name: the words of the name, folded.
    :param short: whether the name is a short form of ours.
    :param near: word of the index, plain → the plain typed word that it may correct.
    """
    left = list(name)
    places: list[int] = []
    values: list[float] = []
    for word in typed:
        value, at = max(((_compare(word, other, near), -i) for i, other in enumerate(left)), default=(0.0, 0))
        values.append(value)
        if value:
            places.append(-at)
            left[-at] = ""
    closeness = sum(values) / len(values)
    coverage = min(1.0, sum(len(w) for w in typed) / max(1, sum(len(w) for w in name)))
    score = 100 * closeness * (2 + coverage) / 3
    reasons = [REASONS[value] for value in sorted(set(values), reverse=True)]
    if places != sorted(places):
        score *= 0.95
        reasons.append("other order")
    if left and any(left):
        reasons.append("part of the name")
    if short:
        score *= 0.97
        reasons.append("abbreviation")
    return Score(round(score, 2), tuple(reasons))


def _compare(word: str, other: str, near: Mapping[str, str]) -> float:
    if not other:
        return 0.0
    if word == other:
        return EXACT
    plain, other_plain = strip(word), strip(other)
    if plain == other_plain:
        if word == unmark(other):
            return BARE
        return D_FOR_D if word == plain else MARKS
    if other_plain.startswith(plain):
        return START
    return TYPO if near.get(other_plain) == plain else 0.0
