"""Writes titles out as posts: the role and its body, with what the title, its bearer and the context tell of
it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import fold
from kg.model import Body, Post
from kg.reading.body_writer import BodyWriter
from kg.reading.context import Context
from kg.reading.labels import (
    beside_in_title,
    class_of,
    governs_alone,
    heads,
    is_abroad,
    is_committee_of,
    is_short_for,
    joined_label,
    stands_alone,
    unplaced,
)
from kg.reading.mentions import PostMention


class Writer(BodyWriter):
    """Writes bodies and posts out; ``last_body`` is the body of the post written last."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.last_body: Body | None = None
        self._held: dict[tuple[str, str], Body] = {}

    def post(
        self,
        mention: PostMention,
        chain: Sequence[PostMention],
        sentence: Sequence[PostMention] = (),
        holder: str = "",
    ) -> Post | None:
        """The post written out, or None where no body can be told and the role needs one.

        ``chain`` is the title it stands in, ``sentence`` all posts of its sentence, ``holder`` the full name
        of who bears it, if anybody: what the article once said of somebody stays true.
        """
        beside = beside_in_title(mention, chain)
        own = self._held.get((fold(holder), mention.entry.slug)) if holder else None
        body = self._body_of_post(mention, beside, sentence, own)
        self.last_body = body
        if body is None and not (mention.body is None and stands_alone(mention)):
            return None
        if body is not None and not is_abroad(mention.body):
            self.context.bodies_of_role[mention.entry.slug] = body
            if holder:
                self._held[fold(holder), mention.entry.slug] = body
            if mention.body is not None:
                self._keep(mention.body, body)
        label = joined_label(mention, body) if body else mention.role
        return Post(label, mention.role, mention.entry.slug, body, mention.former, mention.acting)

    def _body_of_post(
        self,
        mention: PostMention,
        beside: Sequence[PostMention],
        sentence: Sequence[PostMention],
        own: Body | None,
    ) -> Body | None:
        if mention.body is not None:
            bodies = [other.body for other in beside if other.body is not None]
            if own is not None and is_short_for(mention.body, own, bodies):
                return own
            body = self.body(mention.body, bodies) or unplaced(mention.body)
            if body is not None or mention.body.form != "again":
                return body
        if mention.unread or stands_alone(mention) or mention.entry.is_true("ofHamlet"):
            return None
        return self._body_of_bare(mention, beside, sentence, own)

    def _body_of_bare(
        self,
        mention: PostMention,
        beside: Sequence[PostMention],
        sentence: Sequence[PostMention],
        own: Body | None,
    ) -> Body | None:
        """The body of a role that names none: of the same role beside it, its committee, the one that its
        bearer was said to have, or the last of that role."""
        family = mention.entry.slug
        shared = self._shared_body(mention, beside) or self._headed_beside(mention, beside)
        if shared is not None:
            return shared
        if mention.entry.is_true("rankBeside") and any(other.body is not None for other in beside):
            return own
        for other in [*beside, *(post for post in sentence if post.start > mention.start)]:
            if other.body is not None and other.entry.slug == family and not is_abroad(other.body):
                return self.body(other.body, [b.body for b in beside if b.body is not None])
        if mention.entry.feature("ofTerritory") == "committee":
            found = self._committee_beside(beside)
            if found is not None:
                return found
        if own is not None:
            return own
        usual = mention.entry.feature("usualBody")
        if usual and usual in self.context.bodies_of_kind:
            return self.context.bodies_of_kind[usual]
        kind = self.context.lexicon.entry("BodyKind", mention.entry.feature("headOf"))
        last = self.context.last_named(kind.label, "StateBody") if kind is not None else None
        ending = fold(mention.role).split()[-1] if mention.entry.feature("headOf") else ""
        head = fold(mention.entry.label).split()[-1]
        return (
            self.context.bodies_of_role.get(family)
            or last
            or self.context.bodies_of_word.get(head if ending else "")
        )

    def _shared_body(self, mention: PostMention, beside: Sequence[PostMention]) -> Body | None:
        """ "Phó Chủ tịch - Tổng Thư ký Ủy ban …", "Chủ tịch, Bí thư huyện …": the next post's body is
        both's."""
        after = next(
            (other for other in beside if other.start > mention.start and other.start - mention.end <= 2),
            None,
        )
        if after is None or after.body is None:
            return None
        if after.body.form.startswith("territory:") and mention.entry.feature("ofTerritory"):
            form = f"territory:{mention.entry.feature('ofTerritory')}"
            return self._territory(after.body._replace(form=form), ())
        if governs_alone(after.body) and not mention.entry.feature("ofTerritory"):
            return None
        head = mention.entry.feature("headOf")
        if head is not None and not heads(self.context.lexicon.entry("BodyKind", head), after.body):
            return None
        party = "committee" in {mention.entry.feature("ofTerritory"), after.entry.feature("ofTerritory")}
        if party or after.body.form == "committee":
            return None
        return self.body(after.body) if after.body.form != "organ" or after.body.parent else None

    def _headed_beside(self, mention: PostMention, beside: Sequence[PostMention]) -> Body | None:
        """ "Bộ trưởng, Bí thư Ban cán sự đảng Bộ Ngoại giao": the ministry whose organ stands beside."""
        kind = self.context.lexicon.entry("BodyKind", mention.entry.feature("headOf"))
        for other in beside:
            inner = other.body.parent if other.body is not None else None
            if kind is not None and inner is not None and heads(kind, inner):
                return self.body(inner)
        return None

    def _committee_beside(self, beside: Sequence[PostMention]) -> Body | None:
        """ "Phó Bí thư, Chủ tịch UBND tỉnh": the Tỉnh ủy of that province; "Bí thư, Giám đốc Sở …": its
        Đảng ủy."""
        for other in beside:
            body = other.body
            if body is None or body.known is not None:
                continue
            written = self.body(body)
            entry = self.context.lexicon.entry("Place", written.place) if written else None
            level = entry.feature("level") if entry else None
            kind = next(
                (k for k in self.context.lexicon.of_kind("BodyKind") if is_committee_of(k, level)), None
            )
            if kind is not None and entry is not None and body.form in {"territorial", "committee", "organ"}:
                return Body(f"{kind.label} {entry.label}", class_of(kind), place=entry.slug)
        return None
