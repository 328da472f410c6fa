"""Who acts in public life: a name is an official's where the article says what the person is, did or
suffered."""

from __future__ import annotations

from kg.model import ChangeFact, Fact, OfficialFact, ParticipationFact, TenureFact
from kg.reading.mentions import PersonMention
from kg.reading.personnel import find_affected
from kg.reading.story import Story


def keep_public(story: Story, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without the names of those who hold no post, took part in nothing and bear no formal
    courtesy."""
    public = {
        fact.official for fact in facts if isinstance(fact, TenureFact | ChangeFact | ParticipationFact)
    }
    public |= find_affected(story)
    public |= {story.names[holding.person.start] for holding in story.holdings}
    public |= {
        story.names[m.start]
        for m in story.mentions
        if isinstance(m, PersonMention) and m.formal and m.start in story.names
    }
    return tuple(fact for fact in facts if not isinstance(fact, OfficialFact) or fact.name in public)
