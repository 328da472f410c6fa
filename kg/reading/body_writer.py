"""Writes mentions out as bodies: names in full, with place and owner from the context."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import Entry, fold
from kg.model import Body
from kg.reading.context import Context, Site, level_group
from kg.reading.labels import (
    class_of,
    governs_alone,
    is_committee_of,
    level_word,
    own_place,
    slug_of,
)
from kg.reading.mentions import BodyMention, Mention, PlaceMention, PostMention
from kg.reading.places import CITY_LEVELS, COMMUNE_LEVELS, PROVINCE_LEVELS
from kg.reading.tokens import Tokens


class BodyWriter:
    """Fills what is open in a body's name from the context and from the bodies beside."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def body(self, mention: BodyMention, beside: Sequence[BodyMention] = ()) -> Body | None:
        """The body written out, or None where nothing tells whose organ it is."""
        sites = [self.context.settle_place(place) for other in beside if (place := own_place(other))]
        return self._body(mention, sites, beside)

    def named_body(self, mention: BodyMention, beside: Sequence[BodyMention] = ()) -> Body | None:
        """A body named on its own, kept for organs that come without theirs. "HĐND bầu …" names none by
        itself."""
        bare = mention.form == "territorial" and mention.level is None and mention.place is None
        body = self._named_before(mention) if bare else self.body(mention, beside)
        self._keep(mention, body)
        return body

    def _keep(self, mention: BodyMention, body: Body | None) -> None:
        if body is None:
            return
        owner: Body | None = body
        while owner is not None:
            self.context.named.append(owner)
            owner = owner.parent
        known = self.context.lexicon.entry(body.kind, body.known)
        if not any(entry is not None and entry.is_true("collective") for entry in (mention.kind, known)):
            self.context.bodies_of_word[fold(body.label).split()[0]] = body
        if mention.kind is None:
            return
        owner = body.parent if mention.form == "organ" and body.parent is not None else body
        of_committee = mention.parent is not None and mention.parent.form == "committee"
        if mention.form == "committee" or (owner is not body and of_committee):
            self.context.bodies["committee"] = owner
        self.context.bodies[mention.kind.slug] = owner
        self.context.bodies_of_kind[mention.kind.slug] = body

    def foresee(self, mentions: Sequence[Mention]) -> None:
        """Names that come with a place anywhere stand for that place where they come without."""
        for mention in mentions:
            body = mention.body if isinstance(mention, PostMention) else mention
            if (
                isinstance(body, BodyMention)
                and body.form == "named"
                and body.place is not None
                and body.kind
            ):
                self._placed(body, ())
        self.context.sites.clear()

    def note_place(self, tokens: Tokens, place: PlaceMention) -> None:
        """A place where the meeting is held, or that comes with its level, is meant by what follows."""
        at_site = tokens.has(place.start - 1, "online")
        commune = place.said and place.level in COMMUNE_LEVELS
        told = place.said or at_site or tokens.has(place.start - 1, "site")
        if not told or not (place.entries or commune):
            return
        site = self.context.settle_place(place)
        unknown = site.level is not None and level_group(site.level) not in self.context.sites
        if site.level != "nuoc" and (at_site or unknown):
            self.context.remember(site)

    def _body(
        self, mention: BodyMention, sites: Sequence[Site], beside: Sequence[BodyMention]
    ) -> Body | None:
        if mention.known is not None:
            return self._known(mention.known, mention.name)
        if mention.form == "known":
            return Body(mention.name, class_of(mention.kind))
        if mention.form.startswith("unit:"):
            return self._unit(mention)
        if mention.form.startswith("abroad:"):
            kind = self.context.lexicon.entry("BodyKind", mention.form.removeprefix("abroad:"))
            return Body(f"{kind.label} {mention.name}" if kind else mention.name, class_of(kind))
        if mention.form == "again":
            return self.context.last_named(mention.name)
        if mention.form.startswith("territory:"):
            return self._territory(mention, sites)
        if mention.parent is not None:
            parent = self._body(mention.parent, sites, beside if mention.parent.open_parent else ())
            return None if parent is None else self._organ(mention, parent)
        if mention.open_parent:
            parent = self._open_parent(mention, sites, beside)
            return None if parent is None else self._organ(mention, self._seated(mention, parent))
        return self._placed(mention, sites)

    def _seated(self, mention: BodyMention, parent: Body) -> Body:
        """An executive committee left alone is that of the Party organisation, not of the Party
        committee."""
        entry = self.context.lexicon.entry("Place", parent.place)
        committee = parent.parent is None and parent.kind == "PartyBody" and entry is not None
        level = self.context.lexicon.entry("PlaceLevel", entry.feature("level")) if entry else None
        organisation = self.context.lexicon.entry(
            "BodyKind", mention.kind.feature("seatedIn") if mention.kind else None
        )
        if not committee or level is None or entry is None or organisation is None:
            return parent
        return Body(f"{organisation.label} {level_word(level)} {entry.label}", "PartyBody", place=entry.slug)

    def _known(self, entry: Entry, name: str) -> Body:
        return Body(name, entry.kind, known=entry.slug)

    def _organ(self, mention: BodyMention, parent: Body) -> Body:
        name = mention.name
        if fold(parent.label).startswith(f"{fold(name)} "):
            return parent
        label = f"{name} {parent.label}"
        return Body(label, class_of(mention.kind), place=parent.place, parent=parent)

    def _placed(self, mention: BodyMention, sites: Sequence[Site]) -> Body | None:
        kind = mention.kind
        at_home, weak = (kind is not None and kind.is_true(flag) for flag in ("takesHome", "weak"))
        at_home = at_home and not mention.sited
        site = None
        if mention.place is not None:
            site = self.context.settle_place(mention.place)
            if not _is_named_freely(mention):
                self.context.remember(site)
            said = mention.place.said
        elif mention.level is None and (known := self._named_before(mention)) is not None:
            return known
        elif mention.level is None and weak and mention.form == "territorial":
            return None
        elif at_home and mention.bare_level is None:
            site = self.context.province_for(sites)
            said = False
        elif mention.level is not None or mention.form == "territorial":
            site = self.context.site_for(mention.level, sites)
            said = mention.form in {"territorial", "named"}
            if site is None and mention.form in {"committee", "territorial"}:
                return None
        if site is None:
            return Body(mention.name, class_of(kind))
        label = f"{mention.name} {self._place_words(mention, site, said)}"
        body = Body(label, class_of(kind), place=site.slug)
        if mention.form != "committee" and (mention.place is not None or mention.level is not None):
            self.context.full_names[mention.name.lower()] = body
        return body

    def _named_before(self, mention: BodyMention) -> Body | None:
        """A body of that name that the article gives a place elsewhere: "UBND" after "UBND TP Phan
        Thiết"."""
        return self.context.full_names.get(mention.name.lower())

    def _place_words(self, mention: BodyMention, site: Site, said: bool) -> str:
        """ "tỉnh Hậu Giang", "quận Hoàn Kiếm"; a committee's head tells the level already."""
        level = self.context.lexicon.entry("PlaceLevel", site.level)
        if (
            level is None
            or mention.form == "committee"
            or (site.level == "nuoc")
            or not (said or self._must_say(mention, site))
        ):
            return site.name
        return f"{level_word(level)} {site.name}"

    def _must_say(self, mention: BodyMention, site: Site) -> bool:
        """Whether the level stands before a district's name; in a school's or company's own it does not."""
        small = site.level not in PROVINCE_LEVELS and site.level not in CITY_LEVELS
        return small and not _is_named_freely(mention)

    def _open_parent(
        self, mention: BodyMention, sites: Sequence[Site], beside: Sequence[BodyMention]
    ) -> Body | None:
        """The body of an organ that stands alone: that of the posts beside it, else the last one named."""
        for other in beside:
            if other.known is not None and fold(other.name).startswith(f"{fold(mention.name)} "):
                return Body(other.name[len(mention.name) + 1 :], other.known.kind)
            owner = self._owner(mention, other, sites)
            if owner is not None:
                return owner
        if mention.kind is not None and mention.kind.is_true("ofUnit"):
            return self.context.bodies.get(mention.kind.slug)
        last = self.context.bodies.get("committee") if class_of(mention.kind) == "PartyBody" else None
        return self.context.bodies.get(slug_of(mention.kind)) or last

    def _owner(self, mention: BodyMention, other: BodyMention, sites: Sequence[Site]) -> Body | None:
        """The committee or unit that a body beside it names: "Ban Thường vụ, Trưởng Ban Tuyên giáo Tỉnh ủy
        X"."""
        party_unit = mention.kind is not None and mention.kind.is_true("ofUnit")
        same = other.kind is not None and other.kind is mention.kind and not other.open_parent
        if same and other.parent is not None:
            return self._body(other.parent, sites, ())
        if other.parent is not None and not party_unit:
            return self._body(other.parent, sites, ())
        if other.form == "committee":
            committee = self._body(other, sites, ())
            organisation = mention.kind is not None and mention.kind.is_true("ofTerritory")
            return self._territory_of(committee) if organisation else None if party_unit else committee
        academy = self.context.lexicon.entry("BodyKind", "hoc-vien")
        school = academy is not None and fold(other.name).startswith(f"{fold(academy.label)} ")
        state = other.known is not None and (school or other.known.kind == "StateBody")
        unit = other.form in {"named", "territorial", "again"} or other.form.startswith("unit:") or state
        if mention.kind is not None and mention.kind.is_true("ofAny") and other.known is not None:
            return self._body(other, sites, ())
        if mention.kind is not None and mention.kind.is_true("ofCompany"):
            company = other.kind is not None and other.kind.is_true("isCompany")
            return self._body(other, sites, ()) if company else None
        company = other.kind is not None and other.kind.is_true("isCompany")
        if mention.kind is not None and mention.kind.is_true("collective") and (school or company):
            return self._party_committee_of(self._body(other, sites, ()))
        if party_unit and unit and not other.open_parent:
            if governs_alone(other):
                return self._territory_itself(other, sites)
            return self._body(other, sites, ())
        return None

    def _party_committee_of(self, unit: Body | None) -> Body | None:
        """ "Ủy viên Ban Thường vụ, Phó Giám đốc Học viện …": the Ban Thường vụ is of the Đảng ủy there."""
        kind = next((k for k in self.context.lexicon.of_kind("BodyKind") if k.is_true("ofCommune")), None)
        if unit is None or kind is None:
            return None
        return Body(f"{kind.label} {unit.label}", class_of(kind), parent=unit)

    def _territory_of(self, committee: Body | None) -> Body | None:
        """The territory of a committee, as the words after "Đảng bộ" name it: "tỉnh Hậu Giang"."""
        entry = self.context.lexicon.entry("Place", committee.place) if committee else None
        level = self.context.lexicon.entry("PlaceLevel", entry.feature("level")) if entry else None
        return Body(f"{level_word(level)} {entry.label}", place=entry.slug) if entry and level else None

    def _territory_itself(self, other: BodyMention, sites: Sequence[Site]) -> Body | None:
        """ "Bí thư Đảng ủy, Chủ tịch UBND xã X": the Đảng ủy is the commune's, not the UBND's; but "Bí thư
        Đảng ủy, Giám đốc Công an tỉnh X" is of that Công an."""
        if not governs_alone(other) or (other.place is None and other.level is None):
            return None
        site = (
            self.context.settle_place(other.place)
            if other.place
            else self.context.site_for(other.level, sites)
        )
        if site is None:
            return None
        return Body(self._place_words(other, site, True), place=site.slug)

    def _unit(self, mention: BodyMention) -> Body:
        """ "Vụ trưởng Quản lý …" heads "Vụ Quản lý …"; "Thứ trưởng Công Thương" is of "Bộ Công Thương"."""
        kind = self.context.lexicon.entry("BodyKind", mention.form.removeprefix("unit:"))
        label = f"{kind.label} {mention.name}" if kind else mention.name
        known = self.context.lexicon.named("KnownBody", label)
        if known is not None:
            return self._known(known, label)
        parent = self._body(mention.parent, (), ()) if mention.parent is not None else None
        whole = f"{label} {parent.label}" if parent else label
        return Body(whole, class_of(kind), parent=parent)

    def _territory(self, mention: BodyMention, sites: Sequence[Site]) -> Body | None:
        """ "Bí thư Quảng Bình" is of the Tỉnh ủy; "Chủ tịch huyện Văn Lâm" of the UBND."""
        if mention.place is None:
            return None
        site = self.context.settle_place(mention.place, sites[0] if sites else None)
        if mention.form == "territory:government":
            kinds = self.context.lexicon.of_kind("BodyKind")
            kind = next((k for k in kinds if k.is_true("governs") and class_of(k) == "StateBody"), None)
            label = kind.label if kind else ""
            form = "territorial"
        else:
            kind = next(
                (k for k in self.context.lexicon.of_kind("BodyKind") if is_committee_of(k, site.level)), None
            )
            if kind is None:
                return self._commune_committee(site)
            label, form = kind.label, "committee"
        return self._placed(
            BodyMention(0, 0, label, form, kind, place=mention.place, level=mention.level), sites
        )

    def _commune_committee(self, site: Site) -> Body | None:
        """ "Bí thư xã X" is of the Đảng ủy of that commune."""
        kinds = self.context.lexicon.of_kind("BodyKind")
        kind = next((kind for kind in kinds if kind.is_true("ofCommune")), None)
        if kind is None or site.level not in COMMUNE_LEVELS:
            return None
        place = Body(self._place_words(BodyMention(0, 0, "", "territorial", kind), site, True))
        return Body(f"{kind.label} {place.label}", class_of(kind), place=site.slug, parent=place)


def _is_named_freely(mention: BodyMention) -> bool:
    """Whether a place is but a part of the name: a school's or company's, which may lie elsewhere."""
    return mention.form == "named" and class_of(mention.kind) == "Body"
