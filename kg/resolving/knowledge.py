"""What resolution knows beforehand, from the authority lists: which province a place is in, which roles
have one holder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyoxigraph
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, RdfFormat

from kg.errors import ListError
from kg.model import Post
from kg.resolving.labels import fold

Office = Literal["central", "local"]
GB = "https://w3id.org/giaoban/ontology#"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
WORDS = re.compile(r"[\w.]+")
SUB_CLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``province_of``: a place's slug → the slug of the place that it lies in. Folded names of roles:
    ``single_roles`` have one holder at a time in one body, ``alone`` need no body, ``swallowing`` end with
    a word that heads a body's name. ``many_heads``: slugs of bodies where several people hold a single
    role. ``incompatible``: pairs of folded roles that nobody holds together. ``merged``: a
    province's slug → the slug and the last day of each that went up in it. ``domains``: folded other
    spellings of fields of work → the folded label; ``spellings`` finds them in a name.
    ``meeting_kinds``: the local name of a class of meetings → its Vietnamese label. ``countries``: slugs of
    places that no province is; ``home``: the one that the provinces lie in. ``leading``: folded roles that
    head a body or stand in for its head. ``place_names``: a place's slug → its folded name; ``levels``: the
    folded words that stand before it ("tỉnh"). ``joiners``: folded words that only join others ("và")."""

    province_of: Mapping[str, str] = field(default_factory=dict)
    single_roles: frozenset[str] = frozenset()
    many_heads: frozenset[str] = frozenset()
    incompatible: frozenset[frozenset[str]] = frozenset()
    alone: frozenset[str] = frozenset()
    swallowing: frozenset[str] = frozenset()
    merged: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    spellings: re.Pattern[str] | None = None
    meeting_kinds: Mapping[str, str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    place_names: Mapping[str, str] = field(default_factory=dict)
    levels: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()

    def full_name(self, label: str) -> str:
        """A body's name folded, with the fields of work in it written out: "Sở GD&ĐT" is "sở giáo dục và
        đào tạo"."""
        name = fold(label)
        return self.spellings.sub(lambda said: self.domains[said[0]], name) if self.spellings else name

    def bare_name(self, label: str, place: str | None) -> str:
        """A body's full name without marks, joining words and the level word before its own place's name:
        "Công an tỉnh Khánh Hòa" in that province is "công an khánh hòa"."""
        name = self._unjoined(self.full_name(label))
        where = self._unjoined(self.place_names.get(place, "")) if place else ""
        if where and f" {where}" in name:
            before, _, after = name.rpartition(f" {where}")
            level = next((word for word in self.levels if before.endswith(f" {word}")), "")
            name = f"{before.removesuffix(level).rstrip()} {where}{after}"
        return name

    def _unjoined(self, name: str) -> str:
        return " ".join(word for word in WORDS.findall(name) if word not in self.joiners)

    def without_country(self, name: str, place: str | None) -> str:
        """A body's name without the name of the home country at its end, where that is its place."""
        country = self.place_names.get(place, "") if place in self.home else ""
        return name.removesuffix(f" {country}") if country else name

    def territory(self, province: str, day: str | None) -> frozenset[str]:
        """The province and, on a day after a merger, those that went up in it."""
        gone = self.merged.get(province, ())
        return frozenset({province, *(old for old, until in gone if day and day > until)})

    def province(self, place: str | None) -> str | None:
        """The outermost place that a place lies in: its province, or itself."""
        seen: set[str] = set()
        while place and place in self.province_of and place not in seen:
            seen.add(place)
            place = self.province_of[place]
        return place

    def office(self, post: Post) -> Office | None:
        """Whether a leading post is one of the centre, in a party or state body of the authority lists, or
        one of a district or commune; None for every other."""
        body = post.body
        if body is None or fold(post.role) not in self.leading:
            return None
        if body.place:
            province = self.province(body.place)
            return "local" if province != body.place and province not in self.countries else None
        return "central" if body.known and body.kind in ("PartyBody", "StateBody") else None

    def single(self, post: Post) -> bool:
        """Whether a post has one holder at a time: a single role in a body that name or place makes
        certain."""
        body, role = post.body, fold(post.role)
        if role not in self.single_roles:
            return False
        if body is None:
            return role in self.alone
        return bool(body.known or body.place) and body.known not in self.many_heads

    def role_key(self, post: Post) -> str:
        """The role as compared: without the word that it shares with the beginning of the body's name.

        "Trưởng ban" of a "Ban …" is its "Trưởng": papers write the word once or twice.
        """
        role = fold(post.role)
        first = fold(post.body.label).split(" ", 1)[0] if post.body else None
        for head in self.swallowing:
            if first and head.endswith(f" {first}"):
                role = re.sub(rf"\b{re.escape(head)}\b", head.removesuffix(f" {first}"), role)
        return role

    def stands_alone(self, post: Post) -> bool:
        """Whether a role is a post of the country by itself, its body named or not ("Tổng Bí thư")."""
        return fold(post.role) in self.alone and (post.body is None or post.body.known is not None)


def read_knowledge(folder: Path) -> Knowledge:
    """Read ``folder/lists/*.ttl`` and ``folder/single-holders.ttl`` (``folder`` is ontology/).

    Raises:
        ListError: a file is no Turtle.
    """
    statements = [s for path in _files(folder) for s in _statements(path)]
    countries = _countries(statements)
    labels = _labels(statements)

    def labelled(predicate: str, wanted: str | None = "true", kind: str = "/role/") -> frozenset[str]:
        """The folded labels of the entries of a kind of which ``predicate`` says what is wanted."""
        subjects = {s for s, p, v in statements if p == GB + predicate and kind in s and wanted in (v, None)}
        return frozenset(label for subject in subjects for label in labels.get(subject, ()))

    single = labelled("singleHolder")
    deputy, certain = (
        labelled("rankShift", None, "/role-modifier/"),
        labelled("singleHolder", kind="/role-modifier/"),
    )
    inside = {
        _last(subject): _last(value)
        for subject, predicate, value in statements
        if predicate == GB + "inPlace" and "/place/" in subject and value not in countries
    }
    many = frozenset(_last(s) for s, p, v in statements if (p, v) == (GB + "manyHeads", "true"))
    pairs = [(s, v) for s, p, v in statements if p == GB + "incompatibleWith"]
    incompatible = frozenset(
        frozenset({one, other})
        for left, right in pairs
        for one in labels.get(left, ())
        for other in labels.get(right, ())
    )
    deputies = {f"{pho} {role} {one}" for pho in deputy for role in single for one in certain}
    alone, heads = labelled("standsAlone"), labelled("headOf", None)
    leads = labelled("rank", "1") | labelled("rank", "2")
    domains = _domains(statements, labels)
    longest = sorted(domains, key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if domains else None
    merged, kinds = _mergers(statements), _meeting_kinds(folder)
    return Knowledge(
        inside,
        single | deputies,
        many,
        incompatible,
        alone,
        heads,
        merged,
        domains,
        found,
        kinds,
        frozenset(map(_last, countries)),
        frozenset(_last(v) for s, p, v in statements if p == GB + "inPlace" and v in countries),
        leads | {f"{pho} {role}" for pho in deputy for role in leads},
        {_last(subject): names[0] for subject, names in labels.items() if "/place/" in subject},
        _levels(statements),
        _joiners(statements),
    )


def _meeting_kinds(folder: Path) -> dict[str, str]:
    vocabulary = folder / "giaoban.ttl"
    statements = _statements(vocabulary) if vocabulary.exists() else []
    meeting = GB + "Meeting"
    classes = {meeting, *(s for s, p, v in statements if (p, v) == (SUB_CLASS, meeting))}
    return {s.removeprefix(GB): v for s, p, v in statements if p == LABEL + "@vi" and s in classes}


def _domains(statements: list[tuple[str, str, str]], labels: dict[str, list[str]]) -> dict[str, str]:
    """The other spellings of each field of work, folded, and its label."""
    spelled = {
        fold(value): labels[subject][0]
        for subject, predicate, value in statements
        if "/domain/" in subject and predicate == ALT_LABEL + "@vi" and subject in labels
    }
    return {said: label for said, label in spelled.items() if said not in spelled.values()}


def _levels(statements: list[tuple[str, str, str]]) -> frozenset[str]:
    """The folded words for a kind of place, in all spellings."""
    spelled = (PREF_LABEL + "@vi", ALT_LABEL + "@vi", GB + "word")
    return frozenset(fold(v) for s, p, v in statements if "/level/" in s and p in spelled)


def _joiners(statements: list[tuple[str, str, str]]) -> frozenset[str]:
    joining = {s for s, p, v in statements if (p, v) == (GB + "wordClass", "joiner")}
    return frozenset(
        fold(v) for s, p, v in statements if s in joining and p in (PREF_LABEL + "@vi", ALT_LABEL + "@vi")
    )


def _mergers(statements: list[tuple[str, str, str]]) -> dict[str, frozenset[tuple[str, str]]]:
    until = {subject: day for subject, predicate, day in statements if predicate == GB + "existedUntil"}
    merged: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, predicate, into in statements:
        if predicate == GB + "mergedInto" and subject in until:
            merged[_last(into)].add((_last(subject), until[subject]))
    return {into: frozenset(gone) for into, gone in merged.items()}


def _labels(statements: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    labels: dict[str, list[str]] = {}
    for subject, predicate, value in statements:
        if predicate == PREF_LABEL + "@vi":
            labels.setdefault(subject, []).append(fold(value))
    return labels


def _files(folder: Path) -> list[Path]:
    extra = folder / "single-holders.ttl"
    return sorted((folder / "lists").glob("*.ttl")) + ([extra] if extra.exists() else [])


def _statements(path: Path) -> list[tuple[str, str, str]]:
    """Subject, predicate (a label's with its language) and value of each statement of a file."""
    found = []
    try:
        for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Value):
                language = f"@{value.language}" if isinstance(value, Value) and value.language else ""
                found.append((subject.value, quad.predicate.value + language, value.value))
    except (OSError, SyntaxError) as error:
        raise ListError(f"{path.name}: {error}.", "Mend the Turtle at that line.") from error
    return found


def _countries(statements: list[tuple[str, str, str]]) -> set[str]:
    """Places of the topmost level: what lies in them directly is a province."""
    top = {subject for subject, predicate, value in statements if (predicate, value) == (GB + "order", "1")}
    return {subject for subject, predicate, value in statements if predicate == GB + "level" and value in top}


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
