"""Going through the tokens of a query."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.columns.query import BeyondError
from kg.columns.words import FUNCTIONS, Token, find_tokens

# Without dot segments, which the engine would remove, and what may be an operator with a variable after it.
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!.*/\.)[^?$&]+")


class Scanner:
    """A place among the tokens of a text.

    :raises BeyondError: here and in all methods, if another token stands there.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(find_tokens(text))
        if self.tokens[-1].kind != "end":
            raise BeyondError
        self.at = 0

    @property
    def now(self) -> Token:
        """The token at the place."""
        return self.tokens[self.at]

    def sees(self, *texts: str) -> bool:
        """Whether the token is one of these words (upper case) or signs."""
        token = self.now
        return token.upper in texts and token.kind in ("word", "sign")

    def take(self, *texts: str) -> bool:
        """Go past the next token if it is one of these words or signs."""
        if self.sees(*texts):
            self.at += 1
            return True
        return False

    def need(self, *texts: str) -> None:
        """Go past the token, which is to be one of these words or signs."""
        if not self.take(*texts):
            raise BeyondError

    def next(self, kind: str) -> Token:
        """Go past the token, which is to be of this kind."""
        token = self.now
        if token.kind != kind:
            raise BeyondError
        self.at += 1
        return token

    def enclosed(self) -> Sequence[Token]:
        """The tokens up to the bracket that closes the one just passed, which is passed too."""
        begin, depth = self.at, 1
        while depth:
            if self.now.kind == "end" or self.now.text in "{}":
                raise BeyondError
            depth += (self.now.text == "(") - (self.now.text == ")")
            self.at += 1
        return self.tokens[begin : self.at - 1]


def make_iri(iri: str) -> bytes:
    """An absolute IRI, which no base changes, as N-Triples."""
    if not ABSOLUTE.fullmatch(iri):
        raise BeyondError
    return f"<{iri}>".encode()


def check_expression(tokens: Sequence[Token]) -> set[str]:
    """The variables of an expression.

    :raises BeyondError: if it may call what is not known here to depend on its variables alone.
    """
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.kind == "word" and token.upper not in FUNCTIONS:
            raise BeyondError
        if token.kind == "iri":
            make_iri(token.text[1:-1])
        if token.kind in ("iri", "name") and after is not None and after.text == "(":
            raise BeyondError
    return {token.text[1:] for token in tokens if token.kind == "variable"}


def find_close(tokens: Sequence[Token], place: int) -> int:
    """The place of the bracket that closes the one at ``place``."""
    if place >= len(tokens) or tokens[place].text != "(":
        raise BeyondError
    depth = 0
    for at in range(place, len(tokens)):
        depth += (tokens[at].text == "(") - (tokens[at].text == ")")
        if not depth:
            return at
    raise BeyondError
