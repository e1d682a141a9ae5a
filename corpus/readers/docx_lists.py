"""The numbers that Word generates for paragraphs, counted as Word counts them.

A paragraph names a list (`numId`) and a level, itself or through its style; the list's abstract
definition says how each level looks (`第%1条`, `（%1）`) and counts. Lists that share an abstract
definition share its counters, unless one of them overrides where it starts.
"""

import re
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.numerals import numeral

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    restart_after: int
    legal: bool
    style: str


class ListNumbers:
    """Walk the paragraphs in order; each call to `number_of` counts one on."""

    def __init__(self, document: Document) -> None:
        self._styles = {s.style_id: s.element for s in document.styles}
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        numbering = _numbering(document)
        if numbering is not None:
            self._read(numbering)

    def number_of(self, paragraph: BaseOxmlElement) -> str:
        """`一、` or `（二）` or `1.1`, and nothing where the paragraph has no number."""
        list_id, depth = self._place(paragraph)
        if list_id not in self._lists:
            return ""
        abstract_id, starts, changed = self._lists[list_id]
        levels = self._abstract.get(abstract_id, {}) | changed
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        self._count(list_id, depth, counts, starts, levels)
        return _rendered(depth, counts, levels)

    def _count(
        self,
        list_id: str,
        depth: int,
        counts: list[int | None],
        starts: dict[int, int],
        levels: dict[int, _Level],
    ) -> None:
        before = counts[depth]
        fresh = depth in starts and (list_id, depth) not in self._begun
        self._begun.add((list_id, depth))
        start = starts.get(depth, levels[depth].start)
        counts[depth] = start if before is None or fresh else before + 1
        for deeper in range(depth + 1, _LEVELS):
            level = levels.get(deeper)
            if level is None or depth < level.restart_after:
                counts[deeper] = None

    def _place(self, paragraph: BaseOxmlElement) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        list_id, depth = _list_and_level(properties)
        style = _value(properties, "w:pStyle") or ""
        seen: set[str] = set()
        while list_id is None and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            of_style = element.find(qn("w:pPr"))
            if of_style is not None:
                list_id, inherited = _list_and_level(of_style)
                depth = depth if depth is not None else inherited
                depth = depth if depth is not None else self._level_of_style(list_id, style)
            style = _value(element, "w:basedOn") or ""
        return list_id or "", depth or 0

    def _level_of_style(self, list_id: str | None, style: str) -> int | None:
        abstract_id = self._lists.get(list_id or "", ("", {}, {}))[0]
        levels = self._abstract.get(abstract_id, {})
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _read(self, numbering: BaseOxmlElement) -> None:
        linked: dict[str, str] = {}
        for each in numbering.findall(qn("w:abstractNum")):
            abstract_id = each.get(qn("w:abstractNumId")) or ""
            self._abstract[abstract_id] = _levels(each)
            if link := _value(each, "w:numStyleLink"):
                linked[abstract_id] = link
        for each in numbering.findall(qn("w:num")):
            abstract_id = _value(each, "w:abstractNumId") or ""
            overrides = each.findall(qn("w:lvlOverride"))
            self._lists[each.get(qn("w:numId")) or ""] = (
                abstract_id,
                dict(filter(None, map(_start_override, overrides))),
                {depth: level for o in overrides for depth, level in _levels(o).items()},
            )
        for abstract_id, style in linked.items():
            self._abstract[abstract_id] = self._levels_of_list_style(style)

    def _levels_of_list_style(self, style: str) -> dict[int, _Level]:
        element = self._styles.get(style)
        properties = element.find(qn("w:pPr")) if element is not None else None
        list_id = _list_and_level(properties)[0] if properties is not None else None
        return self._abstract.get(self._lists.get(list_id or "", ("", {}, {}))[0], {})


def _numbering(document: Document) -> BaseOxmlElement | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            element: BaseOxmlElement | None = getattr(relation.target_part, "element", None)
            return element
    return None


def _rendered(depth: int, counts: list[int | None], levels: dict[int, _Level]) -> str:
    here = levels[depth]
    if here.form == "bullet":
        return ""

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        level = levels.get(index)
        if level is None:
            return ""
        count = counts[index]
        return numeral(level.start if count is None else count, "" if here.legal else level.form)

    text = re.sub(r"%([1-9])", shown, here.pattern).strip()
    # 1 加强 and not 1加强, but 一、加强
    return f"{text} " if text and text[-1].isalnum() and text[-1].isascii() else text


def _levels(parent: BaseOxmlElement) -> dict[int, _Level]:
    return {int(each.get(qn("w:ilvl")) or 0): _level(each) for each in parent.findall(qn("w:lvl"))}


def _level(element: BaseOxmlElement) -> _Level:
    depth = int(element.get(qn("w:ilvl")) or 0)
    return _Level(
        start=int(_value(element, "w:start") or 0),
        form=_value(element, "w:numFmt") or "decimal",
        pattern=_value(element, "w:lvlText") or "",
        restart_after=int(_value(element, "w:lvlRestart") or depth),
        legal=_is_on(element, "w:isLgl"),
        style=_value(element, "w:pStyle") or "",
    )


def _start_override(override: BaseOxmlElement) -> tuple[int, int] | None:
    start = _value(override, "w:startOverride")
    return (int(override.get(qn("w:ilvl")) or 0), int(start)) if start is not None else None


def _list_and_level(properties: BaseOxmlElement) -> tuple[str | None, int | None]:
    numbered = properties.find(qn("w:numPr"))
    if numbered is None:
        return None, None
    depth = _value(numbered, "w:ilvl")
    return _value(numbered, "w:numId"), int(depth) if depth is not None else None


def _value(parent: BaseOxmlElement, tag: str) -> str | None:
    child = parent.find(qn(tag))
    value: str | None = child.get(qn("w:val")) if child is not None else None
    return value


def _is_on(parent: BaseOxmlElement, tag: str) -> bool:
    return parent.find(qn(tag)) is not None and _value(parent, tag) not in ("0", "false", "off")
