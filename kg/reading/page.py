"""What a scraped page says of itself: title, date, author, publisher, and where its story begins and ends.

The story is what remains when the furniture is taken away: crumbs above the title, dates and counters,
bylines, tag lists, comment forms, lists of other stories.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.lexicon import Lexicon, fold
from kg.model import Span

_STAMP = re.compile(
    r"(?<!\d)(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<d3>\d{1,2})\s[^\W\d_]+\s(?P<m3>\d{1,2})\s[^\W\d_]+\s(?P<y3>(?:19|20)\d\d)"
    r"|(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>(?:19|20)\d\d|\d\d))(?!\d)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1EF9) if chr(code).isupper())
_NAME = rf"[{_UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_SIGNED = re.compile(
    rf"(?:[.!?…\"”)]|/\.)\s?(?:(?P<label>[^\W\d_][^:.!?]{{1,14}}):\s?)?"
    rf"(?P<name>(?:[{_UPPER}]\.\s?)?{_NAME}(?:\s{_NAME}){{0,3}}(?:\s[-–]\s{_NAME}(?:\s{_NAME}){{1,3}})?)"
    rf"\s*(?:\([^)]*\)|[^\W\d_]+\s?:.{{1,40}})?\s*$"
)
_NAME_LINE = re.compile(
    rf"^{_NAME}(?:[ .]{_NAME}){{1,3}}(?:\s?(?:[-–,/]|và)\s?{_NAME}(?:\s{_NAME}){{1,3}})*$"
)
_TIME = re.compile(r"\d{1,2}[:hg]\d\d")
_HEAD = re.compile(r"[:(*]")
_PICTURE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp)", re.IGNORECASE)
_PARAGRAPH = 200  # letters that no line of furniture has
_LONGEST_HEAD = 240  # letters before the colon of a list of stories, comments …
_LONGEST_NAMES = 240  # letters of a line of authors
_DATELINE = re.compile(r"^\(?(?P<code>[^\W\d_][\w.+ ]{1,24}?)\)?\s?\.?\s?[-–:]\s*(?=[^\W\d_])")


class Line(NamedTuple):
    """A line of the normal text that is not blank, with its offsets there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page says of itself. ``title_span`` and ``story`` are spans of the normal text."""

    title: str | None
    published: str | None
    author: str | None
    publisher: str | None
    title_span: Span
    story: Span
    furniture: tuple[Span, ...]


def read_page(text: str, span: Span, lexicon: Lexicon) -> Page:
    """Tell the story of a page from its furniture. ``span`` is the stretch of the normal text to read."""
    cues = _Cues(lexicon)
    lines = _lines(text, span)
    if not lines:
        return Page(None, None, None, None, Span(span.start, span.start), Span(span.start, span.start), ())
    title_at = _find_title(lines, cues)
    end, author = _find_end(lines, title_at, cues)
    published = _find_stamp([*lines[: title_at + 4], *lines[max(end, title_at + 1) :]])
    story_end = _story_end(lines, end, author)
    start = (
        lines[min(title_at + 1, len(lines) - 1)].start if title_at + 1 < len(lines) else lines[title_at].start
    )
    publisher = _find_publisher(lines, title_at, end, cues)
    title = lines[title_at]
    skipped = tuple(
        Span(line.start, line.end) for line in lines[title_at + 1 : end] if _is_furniture(line.text, cues)
    )
    return Page(
        _unquoted(title.text),
        published,
        author[0] if author else None,
        publisher,
        Span(title.start, title.end),
        Span(min(start, story_end), story_end),
        skipped,
    )


class _Cues:
    """The furniture cues of the lexicon, by class; ``papers`` are the words for a paper."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        kinds = lexicon.of_kind("BodyKind")
        self.papers = [kind.label for kind in kinds if kind.feature("bodyClass") == "PressBody"]

    def is_a(self, furniture_class: str, text: str) -> bool:
        """Whether a whole text is a cue of that class."""
        entry = self.lexicon.named("FurnitureCue", text)
        return entry is not None and entry.feature("furnitureClass") == furniture_class

    def leads(self, furniture_class: str, text: str) -> bool:
        """Whether the first words of a text are a cue of that class."""
        cues = self.lexicon.leading("FurnitureCue", text)
        return any(cue.feature("furnitureClass") == furniture_class for cue in cues)


def _unquoted(text: str) -> str:
    """A title without a pair of quotation marks around the whole of it, or one that never closes."""
    marks = [letter for letter in text if letter in '"“”']
    paired = len(marks) == 2 and text[0] in '"“' and text[-1] in '"”'
    return text.strip('"“” ') if paired or len(marks) == 1 else text.strip()


def _lines(text: str, span: Span) -> list[Line]:
    lines = []
    for match in re.finditer(r"[^\r\n]+", text[span.start : span.end]):
        stripped = match.group().strip()
        if stripped:
            at = span.start + match.start() + match.group().index(stripped)
            lines.append(Line(at, at + len(stripped), stripped))
    return lines


def _find_title(lines: Sequence[Line], cues: _Cues) -> int:
    """The first line of words that is no crumb, stamp or doubled heading."""
    for at, line in enumerate(lines[:12]):
        words = _LETTERS.findall(line.text)
        short = len(words) < 4 and at + 1 < len(lines)
        if short or _is_furniture(line.text, cues) or _is_doubled(line.text):
            continue
        if line.text.isupper() and len(words) < 5:
            continue
        return at
    return 0


def _is_doubled(text: str) -> bool:
    """A heading that the page prints twice in one line is a crumb."""
    words = text.split()
    half = len(words) // 2
    return len(words) >= 6 and len(words) % 2 == 0 and words[:half] == words[half:]


def _is_furniture(text: str, cues: _Cues) -> bool:
    """A crumb, a stamp, a picture line, a tag list."""
    picture = " " not in text and _PICTURE.fullmatch(text)
    if picture or text.startswith("[") or cues.is_a("section", text):
        return True
    stamp = _STAMP.search(text) if len(text) < 90 else None
    if stamp and len(_LETTERS.findall(text)) <= 10 and not text.endswith("."):
        return True
    return text.count(",") >= 4 and not re.search(r",\s|[.;:]", text)


def _find_stamp(lines: Sequence[Line]) -> str | None:
    """The publication date: a full date in a line that holds little else."""
    for line in lines:
        match = _STAMP.search(line.text) if len(line.text) < 90 else None
        if match and len(_LETTERS.findall(line.text)) <= 10:
            found = _iso(match)
            if found:
                return found
    return None


def _iso(match: re.Match[str]) -> str | None:
    year = int(match["y1"] or match["y2"] or match["y3"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    month, day = (
        int(match["m1"] or match["m2"] or match["m3"]),
        int(match["d1"] or match["d2"] or match["d3"]),
    )
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _find_end(lines: Sequence[Line], title_at: int, cues: _Cues) -> tuple[int, tuple[str, int] | None]:
    """The line after the story's last, and the author with the offset where the signature begins."""
    end = len(lines)
    told = False
    for at in range(title_at + 2, len(lines)):
        told = told or len(lines[at - 1].text) > _PARAGRAPH
        if _opens_tail(lines[at].text, cues) or (told and _is_closing_stamp(lines[at].text)):
            end = at
            break
    first = max(title_at + 1, end - 12)
    for at in range(end - 1, first - 1, -1):
        signed = _signature(lines, at, cues, last=at >= end - 4)
        if signed is not None:
            return at + (1 if signed[1] > lines[at].start else 0), signed if signed[0] else None
    if end < len(lines):
        glued = _glued_signature(lines[end], cues)
        if glued is not None:
            return end, glued
    return end, None


def _is_closing_stamp(text: str) -> bool:
    """A line of nothing but day and time, below the story: what follows it is the page's, not the
    story's."""
    timed = _TIME.search(text) and _STAMP.search(text)
    return bool(timed) and len(_LETTERS.findall(text)) <= 3


def _opens_tail(text: str, cues: _Cues) -> bool:
    """Whether a line begins the comments, tags or lists of other stories."""
    head = _HEAD.split(text[:_LONGEST_HEAD], maxsplit=1)[0].strip()
    if len(head) >= _LONGEST_HEAD - 1 or len(head.split(None, 14)) > 14:
        return False
    return cues.leads("tail", head) or bool(_seam_before_tail(head, cues))


def _seam_before_tail(text: str, cues: _Cues) -> int | None:
    """Where a tail cue is glued to a signature: "Kim NgânCác ý kiến của bạn đọc" → 8."""
    for match in re.finditer(r"(?<=[^\W\d_])(?=[^\W\d_a-z])", text):
        at = match.start()
        if text[at].isupper() and text[at - 1].islower() and cues.is_a("tail", text[at:].strip()):
            return at
    return None


def _glued_signature(line: Line, cues: _Cues) -> tuple[str, int] | None:
    at = _seam_before_tail(line.text, cues)
    name = line.text[:at].strip() if at else ""
    return (name, line.start) if _NAME_LINE.match(name) else None


def _signature(lines: Sequence[Line], at: int, cues: _Cues, *, last: bool) -> tuple[str, int] | None:
    """The author that a line signs, "" for a source without author; None if the line signs nothing."""
    text = lines[at].text
    label, colon, rest = text.partition(":")
    if colon and cues.is_a("byline", label):
        name = _strip_photo(rest, cues) or (lines[at + 1].text if at + 1 < len(lines) else "")
        return name.strip(" ."), lines[at].start
    if colon and cues.is_a("photographer", label):
        return None
    if last and len(text) < 60 and cues.is_a("source", text.split(None, 1)[0]):
        return "", lines[at].start
    if cues.is_a("staff", text):
        return text, lines[at].start
    plain = _without_bracket(text)
    if (
        len(plain) < _LONGEST_NAMES
        and _NAME_LINE.match(plain)
        and not cues.is_a("section", plain)
        and not _is_title_like(plain, cues)
    ):
        return _titled(plain), lines[at].start
    glued = _SIGNED.search(text, max(0, len(text) - _LONGEST_NAMES)) if len(text) > 80 else None
    if glued and not _is_title_like(glued["name"], cues) and _is_signature(glued, cues):
        start = glued.start("label") if glued["label"] else glued.start("name")
        return _titled(glued["name"]), lines[at].start + start
    return None


def _without_bracket(text: str) -> str:
    """A line without the remark in brackets that ends it."""
    if not text.endswith(")"):
        return text
    opened = text.find("(", text.rfind(")", 0, -1) + 1)
    return text if opened < 0 else text[:opened].rstrip()


def _is_signature(glued: re.Match[str], cues: _Cues) -> bool:
    """A glued signature: two words or more, or an initial and one ("L.Bằng"), with at most a byline's
    label."""
    enough = len(glued["name"].replace(".", " ").split()) >= 2
    return enough and (not glued["label"] or cues.is_a("byline", glued["label"]))


def _is_title_like(text: str, cues: _Cues) -> bool:
    """Capitalised words that name a place, body or post sign nothing."""
    lexicon = cues.lexicon
    return any(lexicon.named(kind, text) for kind in ("Place", "KnownBody", "RoleTerm", "BodyKind"))


def _strip_photo(text: str, cues: _Cues) -> str:
    """The author before the photographer: "Ngọc DiệpẢnh: PG" → "Ngọc Diệp"."""
    for match in re.finditer(r"[^\W\d_]+(?=\s?:)", text):
        word = match.group()
        for at in range(len(word) if len(word) < _LONGEST_HEAD else 0):
            if cues.is_a("photographer", word[at:]) and word[at].isupper():
                return text[: match.start() + at].strip(" ,;-–")
    return text.strip()


def _titled(name: str) -> str:
    words = name.split()
    return " ".join(word.capitalize() if len(word) > 2 and word.isupper() else word for word in words)


def _story_end(lines: Sequence[Line], end: int, author: tuple[str, int] | None) -> int:
    last = lines[end - 1].end if end else lines[0].end
    if author is not None and author[1] < last and author[1] > lines[0].start:
        return author[1]
    return last


def _find_publisher(lines: Sequence[Line], title_at: int, end: int, cues: _Cues) -> str | None:
    """The paper whose initials stand before the dateline, or alone below the story."""
    for line in lines[title_at + 1 : title_at + 4]:
        match = _DATELINE.match(line.text)
        named = _named_paper(match["code"], cues) if match else None
        if named is not None:
            return named
        if match and re.fullmatch(r"[a-z0-9.]+\.vn", match["code"]):
            return match["code"]
        initials = match["code"] if match and match["code"].isupper() else None
        paper = _paper_of_initials(initials, cues.lexicon) if initials else None
        if paper is not None:
            return paper
    for line in lines[end:]:
        paper = _named_paper(line.text, cues) if len(line.text) < 40 else None
        if paper is not None:
            return paper
    return None


def _named_paper(text: str, cues: _Cues) -> str | None:
    """The paper that a line names, with or without its kind: "Báo Nhân Dân", "Nhân Dân", "TTO"."""
    for name in (text, *(f"{kind} {text}" for kind in cues.papers)):
        entry = cues.lexicon.named("KnownBody", name)
        if entry is not None and entry.kind == "PressBody":
            return entry.label
    return None


def folded_title(page: Page) -> str:
    """The title as compared with other lines, to leave its repetition out."""
    return fold(page.title or "")


def _paper_of_initials(code: str, lexicon: Lexicon) -> str | None:
    """The one provincial paper whose name or province the initials abbreviate: "BĐ" or "BBĐ" → Báo Bình
    Định."""
    papers = [
        entry.label
        for entry in lexicon.of_kind("PressBody")
        if entry.feature("inPlace") and code in _initials(entry.label)
    ]
    return papers[0] if len(papers) == 1 else None


def _initials(label: str) -> tuple[str, str]:
    letters = "".join(word[0].upper() for word in label.split())
    return letters, letters[1:]
