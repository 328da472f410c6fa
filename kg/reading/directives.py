"""Documents cited: type, number, sign, issuer, date; and those named after the gathering that passed
them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.lexicon import Match
from kg.model import Body, CitationFact, PartialDate
from kg.reading.issuers import find_coded, find_owner, find_signer
from kg.reading.sentences import Sentence
from kg.reading.story import Story
from kg.reading.titles import join
from kg.reading.tokens import Tokens

_CODE = re.compile(r"[^\W\d_]+")
_MARKS = ("-", "/", "–")
_CODED = 8  # letters of a code, at most
_MOST_TYPES = 12  # kinds of documents in a row
_LONG = 9  # digits: no number of a congress or plenum
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NUMBER_STOPS = (
    "body-break",
    "done",
    "possessive",
    "part-of-day",
    "speak",
    "joiner",
    "site",
    "until",
    "also",
    "negation",
    "appoint",
)


@dataclass(frozen=True, slots=True)
class _Number:
    """What names a document after its type: a number with the codes of its sign, or a gathering;
    ``passed_by`` is the word where the gathering's own body is named."""

    value: str
    end: int
    codes: tuple[str, ...] = ()
    passed_by: int | None = None


@dataclass(frozen=True, slots=True)
class _Citation:
    """A citation and the words ``[start, end)`` that make it."""

    fact: CitationFact
    start: int
    end: int


def read_citations(story: Story) -> Iterator[CitationFact]:
    """A type of document with a number, or with the gathering that passed it, is cited; issuer and date
    where said.

    Reads: "theo Chỉ thị số 12-CT/TU ngày 3/5/2019 của Ban Thường vụ Tỉnh ủy" → Chỉ thị 12 of that Ban
    Thường vụ.
    Not: "cấp trên chỉ thị 12 đơn vị báo cáo" (a verb in small letters, and no "số")
    """
    plenums = _plenum_terms(story)
    cited: list[tuple[CitationFact, int | None]] = []
    for sentence in story.sentences_with(("DocumentType",)):
        found: list[_Citation] = []
        past = sentence.start
        for at in story.tokens.starts_of("DocumentType", sentence.start, sentence.end):
            here = _citations_at(story, sentence, at, plenums) if at >= past else []
            found += here
            past = max([past, *(citation.end for citation in here)])
        shared = _share_issuer(story.tokens, found)
        for at, citation in enumerate(shared):
            leads = at > 0 and _carries_out(story.tokens, shared[at - 1], citation)
            cited.append((citation.fact, len(cited) - 1 if leads else None))
    yield from _cited_again(cited)


def _carries_out(tokens: Tokens, one: _Citation, other: _Citation) -> bool:
    """Whether a document is on another: "Kế hoạch số 123-KH/TU thực hiện Nghị quyết số 18-NQ/TW"."""
    near = tokens.starts_of("w:document-on", one.end, min(other.start, one.end + 3))
    return any(other.start - at <= 5 for at in near)


def _cited_again(cited: Sequence[tuple[CitationFact, int | None]]) -> list[CitationFact]:
    """A document named again without its issuer is the one document of that type and number told with
    it."""
    issuers: dict[tuple[str, str | None], set[Body]] = {}
    for fact, _ in cited:
        if fact.issuer is not None:
            issuers.setdefault((fact.type, fact.number), set()).add(fact.issuer)
    whole: list[CitationFact] = []
    for fact, citing in cited:
        known = issuers.get((fact.type, fact.number), set())
        alone = fact.issuer is None and fact.number is not None and len(known) == 1
        issuer = next(iter(known)) if alone else fact.issuer
        whole.append(replace(fact, issuer=issuer, cited_by=None if citing is None else whole[citing]))
    return whole


def _citations_at(story: Story, sentence: Sentence, at: int, plenums: dict[str, str]) -> list[_Citation]:
    tokens = story.tokens
    types, end = _types(tokens, at)
    if not types or not _is_noun(tokens, at):
        return []
    gathering = _gathering(tokens, end, plenums)
    if gathering is not None:
        listed = _listed_gatherings(tokens, gathering, plenums)
        return [_cite(story, sentence, at, name, one, one.end) for name in types for one in listed]
    numbers = _numbers(tokens, tokens.match(at, "DocumentType").end, capital=tokens.is_capital(at))  # type: ignore[union-attr]
    if not numbers or numbers[-1].end > sentence.end:
        return []
    return [_cite(story, sentence, at, types[0], number, numbers[-1].end) for number in numbers]


def _is_noun(tokens: Tokens, at: int) -> bool:
    """Types that are the end of other words too ("kỷ *luật* 147 đảng viên") need their capital; a code is no
    abbreviation of one ("thép CT3")."""
    match = tokens.match(at, "DocumentType")
    if match is None or (match.end < len(tokens) and tokens.starts[match.end] == tokens.ends[match.end - 1]):
        return False
    return tokens.is_capital(at) or not match.entry.is_true("weak")


def _types(tokens: Tokens, at: int) -> tuple[list[str], int]:
    """One type, or several that a gathering passed: "Nghị quyết, kết luận của Hội nghị Trung ương 7"."""
    types: list[str] = []
    end = at
    while len(types) < _MOST_TYPES and (match := tokens.match(end, "DocumentType")) is not None:
        types.append(match.entry.label)
        end = match.end
        if tokens.key(end) == "," and tokens.match(end + 1, "DocumentType"):
            end += 1
    owner = tokens.match(end, "w:possessive")
    return types, owner.end if owner else end


# --------------------------------------------------------------------- numbers
def _numbers(tokens: Tokens, at: int, *, capital: bool) -> list[_Number]:
    """ "số 205-QĐ/TW", "35", "số 02, 03": with "số", or directly after a type."""
    at += tokens.word(at) == "(" and tokens.has(at + 1, "document-number")
    marked = _number_mark(tokens, at)
    first = _number(tokens, marked.end if marked else at)
    if first is None or not (marked or _names_document(tokens, first, capital=capital)):
        return []
    numbers = [first]
    while marked and (tokens.key(numbers[-1].end) == "," or tokens.has(numbers[-1].end, "joiner")):
        further = _number(tokens, numbers[-1].end + 1)
        bare = further is not None and tokens.key(numbers[-1].end) != "," and not further.codes
        if further is None or bare or _counts(tokens, further):
            break
        numbers.append(further)
    return numbers


def _number_mark(tokens: Tokens, at: int) -> Match | None:
    """ "số", right after the type or after a few words on what it is about: "Quyết định kháng nghị số
    248"."""
    for place in tokens.starts_of("w:document-number", at, at + 6):
        between = tokens.keys[at:place]
        signed = tokens.key(place + 1).isdecimal() and (place == at or tokens.word(place + 2) in {"-", "/"})
        other = tokens.starts_of("DocumentType", at, place)
        if signed and not other and all(key.isalpha() for key in between):
            return tokens.match(place, "w:document-number")
    return None


def _names_document(tokens: Tokens, number: _Number, *, capital: bool) -> bool:
    """A bare number after a type: "Chỉ thị 35", "quyết định 1444 của …"; "Kế hoạch 5 năm" tells how long it
    runs."""
    if number.codes:
        return True
    issued = tokens.has(number.end, "possessive") or not tokens.key(number.end).isalpha()
    long = len(number.value) >= 2
    lasts = tokens.has(number.end, "time-unit") and not tokens.key(number.end + 1)[:1].isdecimal()
    if tokens.has(number.end, "scale") or _is_year(number.value):
        return False
    return (capital or issued or long) and not lasts and not _counts(tokens, number)


def _is_year(value: str) -> bool:
    """ "Luật 2008" is one of that year, not of that number."""
    return len(value) == 4 and "1900" <= value <= "2100"


def _counts(tokens: Tokens, number: _Number) -> bool:
    """A number before a plain noun counts it; after a document's number come a date, an issuer or a
    verb."""
    plain = tokens.key(number.end).isalpha() and not tokens.is_capital(number.end)
    known = any(tokens.has(number.end, stop) for stop in _NUMBER_STOPS) or tokens.match(
        number.end, "PlaceLevel"
    )
    return plain and not known and number.value.isdecimal() and int(number.value) < 32


def _number(tokens: Tokens, at: int) -> _Number | None:
    """Digits and the sign glued to them: "205-QĐ/TW", "36-HD/BTCTW", "12/2020/NĐ-CP"."""
    if not tokens.key(at).isdecimal() or len(tokens.key(at)) > 6:
        return None
    end = at + 1
    letter = tokens.word(end) if end < len(tokens) and tokens.starts[end] == tokens.ends[at] else ""
    lettered = len(letter) == 1 and letter.isalpha() and letter.islower()
    end += lettered
    codes: list[str] = []
    end = _past_blanks(tokens, end, codes)
    while tokens.word(end) in _MARKS and tokens.starts[end] == tokens.ends[end - 1]:
        if tokens.word(end + 1).isdecimal():
            end += 2
            continue
        if not _CODE.fullmatch(tokens.word(end + 1)) or tokens.starts[end + 1] != tokens.ends[end]:
            break
        codes.append(tokens.word(end + 1))
        end += 2
        while end < len(tokens) and tokens.starts[end] == tokens.starts[end - 1]:
            end += 1
        if tokens.word(end).isdecimal() and tokens.starts[end] == tokens.ends[end - 1]:
            end += 1
        end = _past_blanks(tokens, end, codes)
    of_year = end == at + 3 and tokens.word(at + 1) == "/" and len(tokens.word(at + 2)) == 4
    is_date = not codes and end > at + 1 + lettered and not of_year
    return None if is_date else _Number(tokens.word(at) + (letter if lettered else ""), end, tuple(codes))


def _past_blanks(tokens: Tokens, end: int, codes: list[str]) -> int:
    """Past a code of the sign that is set apart by blanks, which is added to the others: "30 - HD/BTCTW",
    "20 CT/TW", "471/BC - BYT"."""
    at = end + (tokens.word(end) in _MARKS)
    code = tokens.word(at)
    marked = at > end and tokens.starts[at] > tokens.ends[end - 1] if at < len(tokens) else False
    opens = tokens.word(at + 1) in _MARKS and _CODE.fullmatch(tokens.word(at + 2)) is not None
    capitals = 1 < len(code) <= _CODED and code.isalpha() and code.isupper()
    if not capitals or not (marked if codes else opens and (marked or at == end)):
        return end
    codes.append(code)
    end = at + 1
    while end < len(tokens) and tokens.starts[end] == tokens.starts[end - 1]:
        end += 1
    return end


# ------------------------------------------------------------------- gatherings
def _gathering(tokens: Tokens, at: int, plenums: dict[str, str]) -> _Number | None:
    """ "Đại hội XIII", "Trung ương 4 (khóa XI)", "Hội nghị lần thứ 11 Ban Chấp hành Trung ương Đảng khóa
    XIII"."""
    match = tokens.match(at, "GatheringName")
    if match is None:
        return None
    ordinal = tokens.match(match.end, "w:ordinal")
    number_at = ordinal.end if ordinal else match.end
    if match.entry.feature("gatheringForm") == "congress":
        roman = _roman(tokens.word(number_at))
        return _Number(f"{match.entry.label} {roman}", number_at + 1) if roman else None
    plenum = _plenum(tokens, at)
    if plenum is None:
        return None
    number, term, end, passed_by = plenum
    term = term or plenums.get(number, "")
    return _Number(f"{match.entry.label} {number}{' ' if term else ''}{term}", end, (), passed_by)


def _listed_gatherings(tokens: Tokens, first: _Number, plenums: dict[str, str]) -> list[_Number]:
    """ "Nghị quyết Trung ương 8 khóa IX, Trung ương 6 khóa X và Trung ương 5 khóa XI": one document of
    each."""
    listed = [first]
    while tokens.key(listed[-1].end) == "," or tokens.has(listed[-1].end, "joiner"):
        further = _gathering(tokens, listed[-1].end + 1, plenums)
        if further is None or tokens.is_capital(listed[-1].end + 1) is False:
            break
        listed.append(further)
    return listed


def _roman(word: str) -> str | None:
    """The Roman numeral of a congress, however it is written."""
    if word and all(letter in "IVXL" for letter in word):
        return word
    if word.isdecimal() and len(word) < _LONG and 0 < int(word) < 40:
        return "X" * (int(word) // 10) + _ROMAN[int(word) % 10]
    return None


def _plenum(tokens: Tokens, at: int) -> tuple[str, str, int, int | None] | None:
    """The number, term ("khóa XI" or "") and end of a plenum's name, and where its body is named inside."""
    match = tokens.match(at, "GatheringName")
    if match is None or match.entry.feature("gatheringForm") != "plenum":
        return None
    ordinal = tokens.match(match.end, "w:ordinal")
    at = ordinal.end if ordinal else match.end
    number = tokens.key(at)
    if not number.isdecimal() or len(number) >= _LONG or not 0 < int(number) < 16:
        return None
    end = at + 1 + (tokens.key(at + 1) == ",")
    central = tokens.match(end, "KnownBody")
    passed_by = end if central else None
    end = central.end if central else at + 1
    opened = tokens.word(end) in {"(", ","}
    term = tokens.match(end + opened, "w:term")
    if term is None or not _roman(tokens.word(term.end)) or tokens.word(term.end).isdecimal():
        return str(int(number)), "", end, passed_by
    closed = term.end + 1 + (tokens.word(term.end + 1) == ")")
    return str(int(number)), f"{tokens.key(term.start)} {tokens.word(term.end)}", closed, passed_by


def _plenum_terms(story: Story) -> dict[str, str]:
    """The term of each plenum, where the article says it once: "Hội nghị Trung ương 7 (khóa XI)"."""
    terms: dict[str, str] = {}
    for at in story.tokens.starts_of("GatheringName", 0, len(story.tokens)):
        plenum = _plenum(story.tokens, at)
        if plenum is not None and plenum[1]:
            terms.setdefault(plenum[0], plenum[1])
    return terms


# ------------------------------------------------------------- issuer and date
def _cite(story: Story, sentence: Sentence, start: int, kind: str, number: _Number, end: int) -> _Citation:
    date, at = _date_after(story, end)
    issuer, last = find_owner(story, at)
    if issuer is None:
        issuer = find_signer(story, sentence, start) or find_coded(story, number.codes)
    first, final = story.tokens.starts[start], story.tokens.ends[number.end - 1]
    symbol = story.article.text[first:final].split(" ")[-1] if number.codes else None
    evidence = story.evidence(start, max(last, end), sentence, "document-cited")
    if not number.value[:1].isdecimal():
        issuer = _central_body(story, number)
    fact = CitationFact(kind, (evidence,), number.value, symbol, issuer, date)
    return _Citation(fact, start, max(last, end))


def _central_body(story: Story, number: _Number) -> Body | None:
    """The committee whose plenum it was, where its name stands in the gathering's."""
    match = story.tokens.match(number.passed_by, "KnownBody") if number.passed_by is not None else None
    return Body(match.entry.label, match.entry.kind, known=match.entry.slug) if match is not None else None


def _date_after(story: Story, end: int) -> tuple[PartialDate | None, int]:
    """A day right after the number: ", ngày 02/11/2023", "ngày 04/7/2017"."""
    for date in story.dates_between(end, end + 4):
        if date.day is not None and not _has_mention(story, end, date.start):
            closing = date.end + (story.tokens.word(date.end) in {")", ","})
            return (story.calendar.resolve(date) if date.year else None), closing
    return None, end


def _has_mention(story: Story, start: int, end: int) -> bool:
    return bool(story.between(start, end))


def _share_issuer(tokens: Tokens, found: Sequence[_Citation]) -> list[_Citation]:
    """In a list the last one's issuer is all's: "Kế hoạch số 123, Hướng dẫn số 02 của Quận ủy"."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        joined = join(tokens, here.end, after.start).sign in {",", "and"} if after.start >= here.end else True
        numbered = here.fact.issuer is None and (here.fact.number or "")[:1].isdecimal()
        if joined and numbered and after.fact.issuer is not None:
            shared[at] = replace(here, fact=replace(here.fact, issuer=after.fact.issuer))
    return shared
