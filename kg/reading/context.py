"""From mentions to bodies and posts: what the words leave open, the context tells.

"Tỉnh ủy" in an article about Hậu Giang is the Tỉnh ủy of Hậu Giang. The place of a body is, in this order,
the one written, that of a post beside it in the same title, the last one written before it for a body of
that level, the article's home. A role without a body takes the body of the title that it stands in, or of
the same role before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.lexicon import Entry, Lexicon, fold, slug
from kg.model import Body
from kg.reading.mentions import BodyMention, Mention, PlaceMention, PostMention
from kg.reading.places import CITY_LEVELS, COMMUNE_LEVELS, PROVINCE_LEVELS, fits_level


class Site(NamedTuple):
    """A place settled: its written name with level word where one is usual, its slug and level."""

    name: str
    level: str | None
    slug: str | None = None
    province: str | None = None


@dataclass(slots=True)
class Context:
    """What the article has told so far. ``home`` is the province or city that it is about, if it shows."""

    lexicon: Lexicon
    home: Site | None = None
    sites: dict[str, Site] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    bodies_of_role: dict[str, Body] = field(default_factory=dict)
    bodies_of_kind: dict[str, Body] = field(default_factory=dict)
    full_names: dict[str, Body] = field(default_factory=dict)
    bodies_of_word: dict[str, Body] = field(default_factory=dict)
    named: list[Body] = field(default_factory=list)
    _found: dict[tuple[str, str | None], tuple[int, Body | None]] = field(default_factory=dict)

    def last_named(self, head: str, kind: str | None = None) -> Body | None:
        """The last body named whose name begins with a head: "Tổng cục" after "Tổng cục Xây dựng …"."""
        start = f"{fold(head)} "
        seen, last = self._found.get((start, kind), (0, None))
        later = (body for body in reversed(self.named[seen:]) if kind is None or body.kind == kind)
        found = next((body for body in later if fold(body.label).startswith(start)), last)
        self._found[start, kind] = len(self.named), found
        return found

    def settle_place(self, place: PlaceMention, beside: Site | None = None) -> Site:
        """The place meant: among namesakes the one in the province that the context speaks of."""
        if not place.entries:
            return Site(place.name, place.level)
        entry = self._choose(place, beside)
        return self._site(entry)._replace(name=place.name)

    def _site(self, entry: Entry) -> Site:
        level = entry.feature("level")
        province = entry.slug if level in PROVINCE_LEVELS else entry.feature("inPlace")
        return Site(entry.label, level, entry.slug, province)

    def _choose(self, place: PlaceMention, beside: Site | None) -> Entry:
        province = place.entries[0]
        if province.feature("level") in PROVINCE_LEVELS:
            return province
        near = {site.province for site in (beside, self.home, *self.sites.values()) if site is not None}
        return next((entry for entry in place.entries if entry.feature("inPlace") in near), place.entries[0])

    def remember(self, site: Site) -> None:
        """Keep a written place for bodies of its level that come without one."""
        if site.level is None:
            return
        self.sites[level_group(site.level)] = site
        if site.province and site.level not in PROVINCE_LEVELS and "province" not in self.sites:
            parent = self.lexicon.entry("Place", site.province)
            if parent is not None:
                self.sites["province"] = self._site(parent)

    def site_for(self, level: str | None, beside: Sequence[Site] = ()) -> Site | None:
        """The place of a body of that level that names none."""
        candidates = [*beside, *self._remembered(level)]
        if self.home is not None:
            candidates.append(self.home)
        return next((site for site in candidates if fits_level(site.level, level)), None)

    def province_for(self, beside: Sequence[Site] = ()) -> Site | None:
        """The province or city of the centre whose department is meant where none is named."""
        last = self.sites.get("province")
        found = [*(site.province for site in beside), last.slug if last else None]
        entries = (self.lexicon.entry("Place", province) for province in found if province)
        entry = next((entry for entry in entries if entry is not None), None)
        return self._site(entry) if entry is not None else self.home

    def _remembered(self, level: str | None) -> list[Site]:
        if level == "thanh-pho":
            order = ["city", "province", "district"]
        elif level in PROVINCE_LEVELS:
            order = ["province"]
        elif level in COMMUNE_LEVELS:
            order = ["commune"]
        else:
            order = ["province", "district"] if level is None else ["district"]
        found = [self.sites[group] for group in order if group in self.sites]
        if level == "thanh-pho":
            found += [
                self._site(entry) for site in found if (entry := self.lexicon.entry("Place", site.province))
            ]
        return found


def level_group(level: str) -> str:
    """Levels that a bare "Tỉnh ủy", "Thành ủy", "Huyện ủy" … asks for: province, city, district,
    commune."""
    if level in PROVINCE_LEVELS:
        return "province"
    if level in CITY_LEVELS:
        return "city"
    return "commune" if level in COMMUNE_LEVELS else "district"


def find_home(
    lexicon: Lexicon, mentions: Sequence[Mention], title_end: int, publisher: str | None
) -> Site | None:
    """The province or city that the article is about: the one named most, twice as much in title and first
    lines, and more where a body is named after it; a provincial paper or portal speaks of its own."""
    votes: Counter[str] = Counter()
    published_in = _province_of_publisher(lexicon, publisher)
    if published_in:
        votes[published_in] += 3
    for mention in mentions:
        for place, weight in _places_of(mention):
            entry = place.entries[0] if place.entries else None
            if entry is None or entry.feature("level") == "nuoc":
                continue
            province = entry.slug if entry.feature("level") in PROVINCE_LEVELS else entry.feature("inPlace")
            near_top = 2 if mention.start < title_end + 60 else 1
            if (province and len(place.entries) == 1) or entry.feature("level") in PROVINCE_LEVELS:
                votes[str(province)] += weight * near_top
    if not votes:
        return None
    best = max(sorted(votes), key=lambda place: votes[place])
    entry = lexicon.entry("Place", best)
    return Site(entry.label, entry.feature("level"), entry.slug, entry.slug) if entry else None


def _province_of_publisher(lexicon: Lexicon, publisher: str | None) -> str | None:
    """The province of a provincial paper, or of a portal named after it ("binhdinh.gov.vn")."""
    paper = lexicon.named("KnownBody", publisher) if publisher else None
    if paper is not None and paper.feature("inPlace"):
        return paper.feature("inPlace")
    host = (publisher or "").split(".", 1)[0]
    if not (host.isascii() and host.islower()):
        return None
    provinces = (entry for entry in lexicon.of_kind("Place") if entry.feature("level") in PROVINCE_LEVELS)
    return next((entry.slug for entry in provinces if slug(entry.label).replace("-", "") == host), None)


def _places_of(mention: Mention) -> Iterable[tuple[PlaceMention, int]]:
    if isinstance(mention, PlaceMention):
        yield mention, 1
    body = (
        mention.body
        if isinstance(mention, PostMention)
        else mention
        if isinstance(mention, BodyMention)
        else None
    )
    while body is not None:
        if body.place is not None:
            yield body.place, 3
        body = body.parent
