"""What belongs to public life: a name is an official's where the article says what the person is, did or
suffered; figures count where it speaks of offices, their meetings or documents at all."""

from __future__ import annotations

from kg.model import (
    BodyFact,
    ChangeFact,
    CitationFact,
    Fact,
    FigureFact,
    MeetingFact,
    OfficialFact,
    ParticipationFact,
    TenureFact,
)
from kg.reading.mentions import PersonMention
from kg.reading.personnel import find_affected
from kg.reading.story import Story

_POLITICAL = frozenset({"PartyBody", "ElectedBody"})
_PUBLIC = _POLITICAL | {"StateBody", "MassOrganisation"}


def keep_public(story: Story, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without the names of those who hold no post, took part in nothing and bear no formal
    courtesy, and without the figures and heads of hamlets of an article that speaks of no office."""
    of_office = _speaks_of_office(story, facts)
    if not of_office:
        facts = tuple(f for f in facts if not isinstance(f, FigureFact) and not _is_of_hamlet(story, f))
    public = {
        fact.official for fact in facts if isinstance(fact, TenureFact | ChangeFact | ParticipationFact)
    }
    public |= find_affected(story)
    public |= {
        story.names[holding.person.start]
        for holding in story.holdings
        if of_office or not all(post.entry.is_true("ofHamlet") for post in holding.posts)
    }
    public |= {
        story.names[m.start]
        for m in story.mentions
        if isinstance(m, PersonMention) and m.formal and m.start in story.names
    }
    return tuple(fact for fact in facts if not isinstance(fact, OfficialFact) or fact.name in public)


def _is_of_hamlet(story: Story, fact: Fact) -> bool:
    """Whether somebody heads a hamlet, which is no office of the State."""
    role = story.lexicon.entry("RoleTerm", fact.post.role_id) if isinstance(fact, TenureFact) else None
    return role is not None and role.is_true("ofHamlet")


def _speaks_of_office(story: Story, facts: tuple[Fact, ...]) -> bool:
    """Whether any fact is of a public office: the prices of a market report are no facts of this graph. That
    a ministry or a paper is named is not enough: every page names its source."""
    for fact in facts:
        if isinstance(fact, MeetingFact | CitationFact | ChangeFact):
            return True
        office = isinstance(fact, TenureFact) and (fact.post.body is None or fact.post.body.kind in _PUBLIC)
        if office and not _is_of_hamlet(story, fact):
            return True
        if isinstance(fact, BodyFact) and fact.body.kind in _POLITICAL:
            return True
    return False
