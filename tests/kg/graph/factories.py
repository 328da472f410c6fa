"""Small hand-made readings for tests: our own sentences, with evidence found by searching the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import (
    Action,
    Article,
    Body,
    BodyFact,
    ChangeFact,
    CitationFact,
    Evidence,
    Fact,
    FigureFact,
    MeetingFact,
    Modality,
    Mode,
    OfficialFact,
    PartialDate,
    ParticipationFact,
    ParticipationRole,
    Post,
    Reading,
    Span,
    TaskFact,
    TenureFact,
)

CENTRAL = Body("Ban Tổ chức Trung ương", "PartyBody", known="ban-to-chuc-trung-uong")
POLITBURO = Body("Bộ Chính trị", "PartyBody", known="bo-chinh-tri")


def provincial(name: str, place: str) -> Body:
    """The party committee of a province: ``provincial("Hậu Giang", "tinh-hau-giang")``."""
    return Body(f"Tỉnh ủy {name}", "PartyBody", place=place)


HAU_GIANG = provincial("Hậu Giang", "tinh-hau-giang")
LAI_CHAU = provincial("Lai Châu", "tinh-lai-chau")


def post(role: str, body: Body | None = None, *, former: bool = False, acting: bool = False) -> Post:
    """A post written out from role and body."""
    return Post(f"{role} {body.label}" if body else role, role, None, body, former, acting)


@dataclass
class Telling:
    """An article being told fact by fact; each fact adds a sentence, which is its evidence."""

    id: str
    published: str | None = "2020-06-03"
    title: str = "Hội nghị giao ban"
    publisher: str | None = "Báo Mẫu"
    author: str | None = None
    licence: str | None = None
    url: str | None = None
    text: str = ""
    facts: list[Fact] = field(default_factory=list)

    def say(self, words: str, after: str = "") -> tuple[Evidence, ...]:
        """Add a sentence that holds ``words`` and goes on with ``after``; evidence of the words."""
        start = len(self.text)
        sentence = f"Bài {self.id} viết rằng {words}{after}."
        self.text += sentence + "\n"
        at = start + sentence.index(words)
        return (Evidence(Span(at, at + len(words)), Span(start, start + len(sentence)), "test-rule"),)

    def official(self, name: str) -> None:
        """The article names a person."""
        self.facts.append(OfficialFact(name, self.say(name)))

    def body(self, body: Body) -> None:
        """The article names a body."""
        self.facts.append(BodyFact(body, self.say(body.label)))

    def holds(self, name: str, held: Post, on: str | None = None) -> None:
        """The article shows a person in a post."""
        self.official(name)
        evidence = self.say(f"{name}, {held.label}")
        self.facts.append(TenureFact(name, held, evidence, PartialDate(on) if on else None))

    def meeting(
        self,
        key: str,
        date: str | None,
        organiser: Body | None = None,
        *,
        mode: Mode = "onsite",
        kind: str = "Conference",
        modality: Modality = "stated",
        title: str | None = None,
        place: str | None = None,
        about: str = "",
    ) -> None:
        """The article reports a meeting; ``about`` is what its sentence says of it."""
        when = PartialDate(date) if date else None
        evidence = self.say(f"cuộc họp {key} ngày {date}", about and f" {about}")
        self.facts.append(
            MeetingFact(key, evidence, when, organiser, mode, kind, title, None, place, modality)
        )

    def attends(self, key: str, name: str, *roles: ParticipationRole) -> None:
        """A person took part in a meeting."""
        for role in ("participant", *roles):
            self.facts.append(ParticipationFact(key, name, role, self.say(f"{name} {role} ở {key}")))

    def cites(
        self,
        kind: str,
        number: str | None,
        issuer: Body | None = None,
        *,
        date: str | None = None,
        symbol: str | None = None,
        subject: str | None = None,
    ) -> CitationFact:
        """The article cites a document."""
        when = PartialDate(date) if date else None
        fact = CitationFact(kind, self.say(f"{kind} {number}"), number, symbol, issuer, when, subject)
        self.facts.append(fact)
        return fact

    def change(
        self,
        name: str,
        action: Action,
        changed: Post | None = None,
        date: str | None = None,
        *,
        body: Body | None = None,
        decided_by: Body | None = None,
        modality: Modality = "stated",
    ) -> None:
        """The article tells of a personnel change."""
        when = PartialDate(date) if date else None
        evidence = self.say(f"{name} {action} {changed.label if changed else ''}")
        self.facts.append(ChangeFact(name, action, evidence, changed, body, when, decided_by, modality))

    def figure(self, fact: FigureFact) -> None:
        """The article states a number; its evidence is added here."""
        said = self.say(f"{fact.value} {fact.unit}")
        self.facts.append(
            FigureFact(fact.value, fact.unit, said, fact.share, fact.place, fact.body, fact.as_of)
        )

    def task(self, order: int, words: str, meeting: str | None = None, set_by: str | None = None) -> None:
        """A meeting sets a task."""
        said = self.say(words)
        self.facts.append(TaskFact(order, said[0].span, said, meeting, set_by))

    def reading(self) -> Reading:
        """The article as read."""
        article = Article(
            self.id,
            self.text,
            Span(0, len(self.text)),
            self.title,
            self.published,
            self.publisher,
            self.author,
            self.url,
            None,
            self.licence,
        )
        return Reading(article, tuple(self.facts))
