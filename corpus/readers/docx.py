"""Word documents: paragraphs with the numbers Word generates, tables row by row in their place.

Headers, footers, comments, deleted and hidden text are no part of the document's words.
"""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.clause import UnreadableFile
from corpus.readers import clean
from corpus.readers.docx_lists import ListNumbers
from corpus.readers.limits import (
    MAX_UNPACKED_MIB,
    MAX_UNPACKING_RATIO,
    MIB,
    refuse_above,
)

_REMEDY = "open it in a word processor and save it again as .docx"
_TEXT_BOX = qn("w:txbxContent")
# The same drawing again for old versions of Word.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:rt"), _FALLBACK, _TEXT_BOX, qn("w:p")}
_WRAPPERS = {
    qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
}
_BREAKS = {qn("w:br"), qn("w:cr")}
_HYPHEN = qn("w:noBreakHyphen")


def read(name: str, data: bytes) -> str:
    """One paragraph or table row per line."""
    refuse_bomb(name, data)
    try:
        # Broken XML is a SyntaxError in lxml.
        document = docx.Document(io.BytesIO(data))
        lines = _lines(document.element.body, ListNumbers(document))
        text = clean.join(list(lines))
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError) as broken:
        raise UnreadableFile(name, f"it is no valid .docx ({broken})", _REMEDY) from broken
    if not text:
        raise UnreadableFile(name, "the document holds no text", "if it is a scan, save it as .pdf")
    return text


def refuse_bomb(name: str, data: bytes) -> None:
    """Raise for an archive that would unpack to more than any real document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise UnreadableFile(name, f"it is no valid .docx ({broken})", _REMEDY) from broken
    unpacked = sum(part.file_size for part in parts)
    refuse_above(name, "unpacks to", unpacked / MIB, MAX_UNPACKED_MIB, "MiB")
    for part in parts:
        if part.file_size > MIB:
            ratio = part.file_size / max(part.compress_size, 1)
            refuse_above(name, "unpacks", ratio, MAX_UNPACKING_RATIO, "times its size")


def _lines(parent: BaseOxmlElement, numbers: ListNumbers) -> Iterator[str]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph_lines(child, numbers)
        elif child.tag == qn("w:tbl"):
            yield from _table_lines(child, numbers)
        elif child.tag in _WRAPPERS:
            yield from _lines(child, numbers)


def _paragraph_lines(paragraph: BaseOxmlElement, numbers: ListNumbers) -> Iterator[str]:
    for box in paragraph.iter(_TEXT_BOX):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _lines(box, numbers)
    text = "".join(_words(paragraph))
    # An empty paragraph shows its number in Word, but a number alone says nothing.
    if text.strip():
        yield from (numbers.number_of(paragraph) + text.lstrip()).split("\n")


def _words(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag not in _GONE and not _is_hidden(child):
            yield from _words(child)


def _is_hidden(element: BaseOxmlElement) -> bool:
    mark = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if element.tag == qn("w:r") else None
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _table_lines(table: BaseOxmlElement, numbers: ListNumbers) -> Iterator[str]:
    for row in _within(table, qn("w:tr")):
        cells = [
            list(_lines(cell, numbers)) for cell in _within(row, qn("w:tc")) if _is_first(cell)
        ]
        filled = [[clean.line(line) for line in cell if clean.line(line)] for cell in cells]
        filled = [cell for cell in filled if cell]
        # A row of one cell frames text; its paragraphs stay apart.
        yield from filled[0] if len(filled) == 1 else [clean.row([" ".join(c) for c in filled])]


def _within(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _is_first(cell: BaseOxmlElement) -> bool:
    """Whether the cell is not the continuation of the one above, merged with it."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is None or merged.get(qn("w:val")) == "restart"
