"""The one place that mints IRIs: slugs, entities, facts, evidence and named graphs (DESIGN §2).

An IRI is made from the fewest stable values of what it names, so that the same input gives the same IRI on
every machine. Two entities that would share a slug are told apart by the place, body or year that
resolution found, then by their Telex spelling ("hưng" → "huwng"), and only then by a short hash; the first
attested keeps the plain slug.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import NamedNode

from kg.resolving.entities import Document, Entities, Gathering, Organisation, Person, Position

DEFAULT_BASE = "https://w3id.org/giaoban/"
LONGEST_SLUG = 120
SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*\Z")
TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
HATS = {"\u0306": "w", "\u031b": "w"}
CIRCUMFLEX = "\u0302"


def short_hash(text: str, length: int = 8) -> str:
    """The first ``length`` hexadecimal digits of the text's SHA-256."""
    return sha256(text.encode()).hexdigest()[:length]


def slug(text: str) -> str:
    """Lower-case ASCII without accents, đ as d, all else as single hyphens: "Đắk Lắk" → "dak-lak".

    Text without one Latin letter or digit gives its short hash; an overlong slug is cut and ends with the
    hash.
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    made = "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))
    if not made:
        return short_hash(text)
    if len(made) > LONGEST_SLUG:
        return f"{made[:LONGEST_SLUG].rstrip('-')}-{short_hash(text)}"
    return made


def telex(text: str) -> str:
    """A slug that keeps tones and hats as one types them (Telex): "Trần Văn Hưng" → "traanf-vawn-huwng"."""
    return "-".join(_telex_syllable(s) for s in unicodedata.normalize("NFC", text.lower()).split()) or slug(
        text
    )


def _telex_syllable(syllable: str) -> str:
    letters: list[str] = []
    tones = ""
    for char in unicodedata.normalize("NFD", syllable.replace("đ", "dd")):
        if char in TONES:
            tones += TONES[char]
        elif char == CIRCUMFLEX and letters:
            letters.append(letters[-1])
        elif char in HATS:
            letters.append(HATS[char])
        elif char.isascii() and char.isalnum():
            letters.append(char)
    return "".join(letters) + tones


def article_slug(article_id: str) -> str:
    """An article's id as it stands where it is plain ASCII, else its slug and a hash (so that no two ids
    meet)."""
    return article_id if SAFE_ID.match(article_id) else f"{slug(article_id)}-{short_hash(article_id)}"


@dataclass(frozen=True, slots=True)
class Graphs:
    """The named graphs under one base."""

    base: str = DEFAULT_BASE

    def article(self, article_id: str) -> NamedNode:
        """What this one article says."""
        return NamedNode(f"{self.base}graph/article/{article_slug(article_id)}")

    @property
    def entities(self) -> NamedNode:
        """What resolution concludes over all articles."""
        return NamedNode(f"{self.base}graph/entities")

    @property
    def authority(self) -> NamedNode:
        """The authority lists."""
        return NamedNode(f"{self.base}graph/authority")

    @property
    def ontology(self) -> NamedNode:
        """The ontology with its alignments."""
        return NamedNode(f"{self.base}graph/ontology")

    @property
    def inferred(self) -> NamedNode:
        """What follows from all the others."""
        return NamedNode(f"{self.base}graph/inferred")

    @property
    def provenance(self) -> NamedNode:
        """Where each article's graph comes from."""
        return NamedNode(f"{self.base}graph/provenance")


@dataclass(frozen=True, slots=True)
class Iris:
    """IRIs under one base for the entities of one resolution. ``slugs`` maps kind → key → slug."""

    base: str = DEFAULT_BASE
    slugs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def graphs(self) -> Graphs:
        """The named graphs under this base."""
        return Graphs(self.base)

    def node(self, kind: str, *parts: str) -> NamedNode:
        """``{base}id/{kind}/{parts joined by hyphens}``; the parts are slugs."""
        made = "-".join(part for part in parts if part)
        if len(made) > 2 * LONGEST_SLUG:
            made = f"{made[: 2 * LONGEST_SLUG].rstrip('-')}-{short_hash(made)}"
        return NamedNode(f"{self.base}id/{kind}/{made}")

    def slug_of(self, kind: str, key: str) -> str:
        """The slug minted for an entity of resolution."""
        return self.slugs[kind][key]

    def entity(self, kind: str, key: str) -> NamedNode:
        """The IRI of an entity: kind ``official``, ``body``, ``post``, ``meeting`` or ``directive``."""
        return self.node(kind, self.slug_of(kind, key))

    def official(self, key: str) -> NamedNode:
        """The IRI of a person."""
        return self.entity("official", key)

    def body(self, key: str) -> NamedNode:
        """The IRI of an organisation."""
        return self.entity("body", key)

    def post(self, key: str) -> NamedNode:
        """The IRI of a post."""
        return self.entity("post", key)

    def meeting(self, key: str) -> NamedNode:
        """The IRI of a meeting."""
        return self.entity("meeting", key)

    def directive(self, key: str) -> NamedNode:
        """The IRI of a document."""
        return self.entity("directive", key)

    def article(self, article_id: str) -> NamedNode:
        """The IRI of an article."""
        return self.node("article", article_slug(article_id))

    def place(self, place: str) -> NamedNode:
        """The IRI of a place, from its slug in the list of places."""
        return self.node("place", place)

    def term(self, list_name: str, entry: str) -> NamedNode:
        """The IRI of an entry of a list of words."""
        return NamedNode(f"{self.base}term/{list_name}/{entry}")

    def tenure(self, person: str, position: str, acting: bool) -> NamedNode:
        """The IRI of a person's holding of a post."""
        parts = self.slug_of("official", person), self.slug_of("post", position)
        return self.node("tenure", *parts, "acting" if acting else "")

    def participation(self, meeting: str, person: str, role: str, modality: str = "") -> NamedNode:
        """The IRI of a person's part in a meeting."""
        return self.node(
            "participation",
            self.slug_of("meeting", meeting),
            self.slug_of("official", person),
            role,
            modality,
        )

    def change(self, person: str, action: str, target: str, day: str, modality: str = "") -> NamedNode:
        """The IRI of a personnel change; ``target`` is the slug of the post or body, ``day`` an ISO date as
        known."""
        return self.node("change", self.slug_of("official", person), action, target, day, modality)

    def citation(self, article_id: str, directive: str) -> NamedNode:
        """The IRI of an article's citing of a document."""
        return self.node("citation", article_slug(article_id), self.slug_of("directive", directive))

    def evidence(self, article_id: str, start: int, end: int, rule: str) -> NamedNode:
        """The IRI of a stretch of an article's text as read by one rule."""
        return self.node("evidence", article_slug(article_id), str(start), str(end), slug(rule))


def mint_iris(entities: Entities, base: str = DEFAULT_BASE) -> Iris:
    """Give each entity its slug. Entities of authority lists get theirs first, the others in order of
    attestation."""
    bodies = _assign(
        [(b.key, (b.known,)) for b in entities.bodies if b.known]
        + [(b.key, _body_slugs(b)) for b in entities.bodies if not b.known]
    )
    return Iris(
        base,
        {
            "official": _assign((p.key, _person_slugs(p)) for p in entities.persons),
            "body": bodies,
            "post": _assign((p.key, _post_slugs(p, bodies)) for p in entities.posts),
            "meeting": _assign((m.key, _meeting_slugs(m, bodies)) for m in entities.meetings),
            "directive": _assign((d.key, _directive_slugs(d, bodies)) for d in entities.directives),
        },
    )


def _assign(claims: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Give each key the first of its candidate slugs that is free, else the last one with a hash of the
    key."""
    taken: set[str] = set()
    assigned: dict[str, str] = {}
    for key, candidates in claims:
        free = (c for c in candidates if c not in taken)
        assigned[key] = next(free, None) or f"{candidates[-1]}-{short_hash(key)}"
        taken.add(assigned[key])
    return assigned


def _join(*parts: str | None) -> str:
    return "-".join(part for part in parts if part)


def _person_slugs(person: Person) -> tuple[str, ...]:
    plain = slug(person.label)
    if person.distinction:
        return (f"{plain}-{slug(person.distinction)}", f"{telex(person.label)}-{slug(person.distinction)}")
    return (plain, telex(person.label))


def _body_slugs(body: Organisation) -> tuple[str, ...]:
    plain = slug(body.label)
    return (plain, _join(plain, body.place), _join(telex(body.label), body.place))


def _post_slugs(post: Position, bodies: Mapping[str, str]) -> tuple[str, ...]:
    body = bodies[post.body] if post.body else None
    return (_join(slug(post.role), body), _join(telex(post.role), body))


def _meeting_slugs(meeting: Gathering, bodies: Mapping[str, str]) -> tuple[str, ...]:
    organiser = bodies[meeting.organiser] if meeting.organiser else None
    modality = None if meeting.modality == "stated" else meeting.modality
    plain = _join(meeting.date, organiser, modality)
    more = slug(meeting.distinction) if meeting.distinction else None
    if meeting.date and organiser:
        return (_join(plain, more), _join(plain, more, article_slug(meeting.articles[0])))
    return (_join(plain, more, article_slug(meeting.articles[0])),)


def _directive_slugs(document: Document, bodies: Mapping[str, str]) -> tuple[str, ...]:
    issuer = bodies[document.issuer] if document.issuer else None
    number = slug(document.number) if document.number else None
    more = slug(document.distinction) if document.distinction else None
    plain = _join(
        issuer,
        slug(document.type),
        number,
        more,
        article_slug(document.article) if document.article else None,
    )
    return (plain, _join(plain, document.year))
