"""How the name of a body that was found is spelled: as written, in the list's own spelling where only signs
differ."""

from __future__ import annotations

from kg.lexicon import Match
from kg.reading.tokens import Tokens, is_short


def written_named(tokens: Tokens, match: Match, end: int) -> str:
    """Head and name as written, in the list's own spelling where only signs differ."""
    domain = tokens.match(match.end, "DomainTerm")
    head = written_as(tokens, match)
    if domain is None or domain.end > end:
        return f"{head} {tokens.text(match.end, end)}"
    said = tokens.text(domain.start, domain.end)
    plain = all(part.isalpha() for part in said.split())
    if is_short(said):
        words = tokens.written_out(domain.entry) or said
    else:
        words = said if plain and said.lower() != domain.entry.label.lower() else domain.entry.label
    rest = tokens.text(domain.end, end)
    return f"{head} {words}{' ' if rest else ''}{rest}"


def written_as(tokens: Tokens, match: Match) -> str:
    """The name as the text has it, in the capitals of the list's own label where both have the same words;
    a short form is left as written."""
    text = tokens.text(match.start, match.end)
    alone = text.isupper() and match.end - match.start == 1
    if alone or (any(sign in text for sign in ("-", "&")) and not is_short(text)):
        return match.entry.label
    return match.entry.label if text.lower() == match.entry.label.lower() else text[:1].upper() + text[1:]
