"""A source as printed lines, each with what it is: title, masthead, signature, page number, text.

Only what the page looks like is decided here; what the numbers mean is decided in `numbering`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.clause import PieceKind
from corpus.record import pairs

_CLOSED = tuple("。！？；：:;!?")
_DOCUMENT_NUMBER = (
    r"[\u4e00-\u9fff]{1,14}[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*第?\s*\d+\s*号"
)
_NUMBER_LINE = re.compile(rf"^(?:文\s*号[：:])?\s*({_DOCUMENT_NUMBER})$")
_PAGE = re.compile(r"^(?:[—–－·•-][\s—–－·•-]*\d{1,4}[\s—–－·•-]*|第\s*\d+\s*页.{0,12})$")
_DATE = re.compile(r"^[12]\d{3}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?$")
_CHINESE_DATE = re.compile(
    r"^[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$"
)
_COPIES = re.compile(r"^(?:抄\s*送|主题词)\s*[：:]")
_ISSUED_LINE = re.compile(r"^.{2,30}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发$")
_RELEASE = re.compile(r"^[（(]?此件.{2,10}[）)]?$|^[（(].{0,8}公开(?:发布|属性).{0,8}[）)]$")
# characters of a font's own, mostly indents: `\ue004第一条`
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTENTS = re.compile(r"^目\s*(?:录|次)$")
_ENTRY = re.compile(
    r"^(?:\d+[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,4}[章节]|附件)|[.…·]{3,}|\d+$"
)
_PAGE_REFERENCE = re.compile(r"[.…·—-]*[（(]?\d+[）)]?$")
_FIRST = re.compile(r"一、|[（(]一[）)]|第一[章条]|1[.．、]")
_OPENING = re.compile("《|现将|现就|为|根据|按照|依据|经|近期|近日")
_BODY = re.compile(
    r"^(?:附\s*件|[（(]?[一二三四五六七八九十]{1,3}[）)、]|第[一二三四五六七八九十百]+[章节条]|\d{1,3}[.．、])"
)

#: a line that stands this many times in a source is a running head
_RUNNING_HEAD_TIMES = 4
#: titles are short; a longer line without an end is a wrapped paragraph
_LONGEST_TITLE_LINE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """`source[start:end]`, its stripped text and what it is (None: text of a clause)."""

    start: int
    end: int
    text: str
    kind: PieceKind | None = None
    indent: int = 0

    @property
    def text_start(self) -> int:
        """Where the stripped text begins in the source."""
        return self.start + self.indent

    @property
    def is_closed(self) -> bool:
        """Whether a sentence ends with the line."""
        return self.text.endswith(_CLOSED) or self.text.endswith(("）", ")", "〕", "”", "》"))


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one issued document inside a source."""

    number: str | None
    lines: tuple[Line, ...]


def document_number(text: str) -> str:
    """The number as it is cited: no blanks, `〔〕` brackets, no 第.

    >>> document_number("晋市政办[2022] 5 号")
    '晋市政办〔2022〕5号'
    """
    bare = re.sub(r"\s+", "", text)
    return re.sub(r"[〔\[［【(（](\d{4})[〕\]］】)）]第?0*(\d+)号", r"〔\1〕\2号", bare)


def parts(source: str) -> tuple[Part, ...]:
    """The issued documents of a source in order: one, or each of a compilation."""
    lines = _page_furniture(_lines(source))
    starts = _starts(lines)
    bounds = [begin for begin, _ in starts] + [len(lines)]
    found = []
    for (begin, number), stop in zip(starts, bounds[1:], strict=True):
        found.append(Part(number, tuple(_kinds(lines[begin:stop]))))
    return tuple(found)


def wrap_width(lines: Sequence[Line]) -> int:
    """How wide a printed line is where paragraphs are wrapped; 0 where each is one line."""
    lengths = [len(line.text) for line in lines if line.kind is None]
    if not lengths:
        return 0
    open_ended = [len(line.text) for line in lines if line.kind is None and not line.is_closed]
    widest = Counter(length for length in open_ended if length >= 15).most_common(1)
    wrapped = len(open_ended) > len(lengths) / 2 and bool(widest)
    return max(w for w, _ in widest) if wrapped else 0


def _lines(source: str) -> list[Line]:
    """Every character in exactly one line; blank lines belong to the line before them."""
    found: list[Line] = []
    position = 0
    for raw in source.splitlines(keepends=True):
        end = position + len(raw)
        blank = _PRIVATE.sub(" ", raw)
        text = blank.strip().strip("\ufeff\u200b")
        if text or not found:
            found.append(Line(position, end, text, indent=max(blank.find(text), 0)))
        else:
            found[-1] = replace(found[-1], end=end)
        position = end
    if len(found) > 1 and not found[0].text:
        lead = found[1].start
        found[1] = replace(found[1], start=0, indent=found[1].indent + lead)
        del found[0]
    return found


def _page_furniture(lines: list[Line]) -> list[Line]:
    times = Counter(line.text for line in lines if len(line.text) <= 40 and not line.is_closed)
    return [
        replace(line, kind=PieceKind.PAGE)
        if _PAGE.match(line.text) or _is_running_head(line, times)
        else line
        for line in lines
    ]


def _is_running_head(line: Line, times: Counter[str]) -> bool:
    repeated = times[line.text] >= _RUNNING_HEAD_TIMES
    return repeated and len(line.text) >= 6 and not _BODY.match(line.text)


def _starts(lines: Sequence[Line]) -> list[tuple[int, str | None]]:
    """Where each document begins, and its number."""
    found: list[tuple[int, str | None]] = []
    for index, line in enumerate(lines):
        match = _NUMBER_LINE.match(line.text)
        if match is None:
            continue
        number = document_number(match[1])
        if not found:
            found.append((0, number))
        elif number not in {known for _, known in found}:
            begin = _title_above(lines, index)
            if begin is not None:
                found.append((begin, number))
    return found or [(0, None)]


def _title_above(lines: Sequence[Line], index: int) -> int | None:
    """The first of the title lines that stand right above a number; None where none do."""
    begin = index
    while begin > 0 and index - begin < 4 and _could_be_title(lines[begin - 1]):
        begin -= 1
    return begin if begin < index else None


def _could_be_title(line: Line) -> bool:
    text = line.text
    if line.kind is PieceKind.PAGE or len(text) > _LONGEST_TITLE_LINE or _BODY.match(text):
        return False
    return (
        not _OPENING.match(text)
        and not re.search("[，。；：！？]", text)
        and not (text.endswith("）") and "责任" in text)
    )


def _kinds(lines: Sequence[Line]) -> list[Line]:
    """What each line of one document is. Front matter ends where the numbering begins."""
    found: list[Line] = []
    state = _Front()
    for line in lines:
        kind = line.kind or state.kind_of(line)
        found.append(replace(line, kind=kind))
    return _records_at_the_end(_signatures(found))


def _records_at_the_end(lines: list[Line]) -> list[Line]:
    """`发文字号：…`, `成文日期：…` below a saved page are no part of its last clause."""
    found = list(lines)
    for at in range(len(found) - 1, -1, -1):
        if found[at].kind is None:
            if not pairs(found[at].text):
                break
            found[at] = replace(found[at], kind=PieceKind.MASTHEAD)
    return found


class _Front:
    """Walks down a document and says what a line is, given what stood above it."""

    def __init__(self) -> None:
        self._in_front = True
        self._in_contents = False
        self._in_copies = False
        self._paragraph_open = False
        self._entries: set[str] = set()
        self._has_pages = False

    def kind_of(self, line: Line) -> PieceKind | None:
        kind = self._kind_of(line)
        self._paragraph_open = kind is None and not line.is_closed
        return kind

    def _kind_of(self, line: Line) -> PieceKind | None:
        text = line.text
        if re.fullmatch(r"附\s*件\s*\d*", text):
            self._in_front, self._in_copies = True, False
            return None
        if self._in_front and pairs(text):
            return PieceKind.MASTHEAD
        if self._in_copies or _COPIES.match(text) or _ISSUED_LINE.match(text):
            self._in_copies = True
            return PieceKind.COPIES
        if _CONTENTS.match(text):
            self._in_contents = True
            return PieceKind.CONTENTS
        if self._in_contents and self._is_entry(text):
            return PieceKind.CONTENTS
        self._in_contents = False
        if _RELEASE.match(text):
            return PieceKind.SIGNATURE
        if _NUMBER_LINE.match(text):
            return PieceKind.MASTHEAD
        return self._front_kind(line) if self._in_front else None

    def _is_entry(self, text: str) -> bool:
        """The contents end where an entry comes again, or where the page numbers end."""
        entry = _PAGE_REFERENCE.sub("", re.sub(r"\s", "", text))
        has_page = entry != re.sub(r"\s", "", text)
        begins_body = entry in self._entries or (
            self._has_pages and not has_page and _FIRST.match(entry) is not None
        )
        self._entries.add(entry)
        self._has_pages = self._has_pages or has_page
        return not begins_body and _ENTRY.search(text) is not None

    def _front_kind(self, line: Line) -> PieceKind | None:
        text = line.text
        if _BODY.match(text) and not self._paragraph_open:
            self._in_front = False
            return None
        if _DATE.match(text) or _CHINESE_DATE.match(text):
            return PieceKind.SIGNATURE
        if self._paragraph_open:
            return None
        if text.endswith("文件") and len(text) < 30:
            return PieceKind.MASTHEAD
        if text.endswith(("：", ":")) and re.match(
            "各|[^，。]{2,20}(?:政府|委员会|局|厅|处室|单位)", text
        ):
            return PieceKind.MASTHEAD if "如下" not in text and "现" not in text else None
        return PieceKind.TITLE if _could_be_title(line) else None


def _signatures(lines: list[Line]) -> list[Line]:
    """A date alone on a line, and the issuer's name above it, are a signature."""
    found = list(lines)
    for index, line in enumerate(found):
        if not (_DATE.match(line.text) or _CHINESE_DATE.match(line.text)):
            continue
        found[index] = replace(line, kind=PieceKind.SIGNATURE)
        above = index - 1
        while above >= 0 and index - above <= 3 and _is_issuer(found[above]):
            found[above] = replace(found[above], kind=PieceKind.SIGNATURE)
            above -= 1
    return found


def _is_issuer(line: Line) -> bool:
    bare = line.text.replace(" ", "")
    names = "政府|办公室|办公厅|委员会|厅|局|院|部|会|行|署"
    return (
        len(bare) <= 30
        and re.search(f"(?:{names})$", bare) is not None
        and not re.search("[，。；：]|关于|通知", bare)
    )
