"""PDF files through pypdfium2: the text layer, or Tesseract for the pages that have none.

Measured on the five printed web pages: pypdf doubles bold text (儿 童儿 童), pdfplumber doubles
each character (儿儿童童) and both leave ⺠ for 民; pdfium does neither, is 15 times as fast and
renders scans too. Its licence (BSD-3-Clause, Apache-2.0) is free of the AGPL of MuPDF.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from corpus.clause import UnreadableFile
from corpus.readers import clean, scan
from corpus.readers.limits import (
    MAX_PDF_PAGES,
    MAX_SCANNED_PAGES,
    MAX_TEXT_CHARACTERS,
    refuse_above,
)
from corpus.readers.pdf_lines import Glyph, Line, lines, without_furniture

# pdfium keeps state of its own and must not be entered by two threads at once.
_PDFIUM = threading.Lock()
_WRONG_PASSWORD = 4
Box = tuple[float, float, float, float]
_NO_CHARACTER = {*range(0x20), 0x7F, 0xFFFE, 0xFFFF}
_IMAGE_SHARE_OF_A_SCAN = 0.3


def read(name: str, data: bytes) -> str:
    """One printed line per line, in reading order."""
    with _PDFIUM, _opened(name, data) as document:
        refuse_above(name, "has", len(document), MAX_PDF_PAGES, "pages")
        layer = _text_layer(name, document)
        pages = without_furniture(layer)
        bare = [at for at, page in enumerate(pages) if not any(page)]
        pictures = {at: box for at in bare if (box := _picture(document[at], layer[at]))}
        recognised = _recognise(name, document, pictures, is_scan=len(bare) == len(pages))
    for at, found in recognised.items():
        pages[at] = found
    text = clean.join([line for page in pages for line in page])
    if not text:
        raise UnreadableFile(name, "no page of it holds text", "save it again with its text")
    return text


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as broken:
        if broken.err_code == _WRONG_PASSWORD:
            remedy = "remove the password and load it again"
            raise UnreadableFile(name, "it is protected by a password", remedy) from broken
        reason = "it is no valid PDF or is damaged"
        raise UnreadableFile(name, reason, "print it to a new PDF") from broken
    try:
        yield document
    finally:
        document.close()


def _text_layer(name: str, document: pypdfium2.PdfDocument) -> list[list[Line]]:
    pages: list[list[Line]] = []
    characters = 0
    for at in range(len(document)):
        try:
            found = lines(_glyphs(document[at]))
        except pypdfium2.PdfiumError as broken:
            reason = f"page {at + 1} is damaged"
            raise UnreadableFile(name, reason, "print it to a new PDF") from broken
        characters += sum(len(line.text) for line in found)
        refuse_above(name, "has", characters, MAX_TEXT_CHARACTERS, "characters")
        pages.append(found)
    return pages


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text = page.get_textpage()
    box, spaced = raw.FS_RECTF(), False
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in _NO_CHARACTER or chr(code).isspace():
            spaced = True
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        yield Glyph(chr(code), box.left, box.right, box.bottom, box.top - box.bottom, spaced)
        spaced = False


def _picture(page: pypdfium2.PdfPage, furniture: list[Line]) -> Box | None:
    """The part of the page that images cover, if it is large enough to be a scan."""
    width, height = page.get_size()
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    boxes = [image.get_bounds() for image in images]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    # An image that runs on over the next page lies under the running head and foot.
    heads = [line.middle - line.height for line in furniture if line.middle > height / 2]
    feet = [line.middle + line.height for line in furniture if line.middle <= height / 2]
    left, bottom = max(min(lefts), 0), max(min(bottoms), *feet, 0)
    right, top = min(max(rights), width), min(max(tops), *heads, height)
    covers = (right - left) * (top - bottom) > width * height * _IMAGE_SHARE_OF_A_SCAN
    return (left, bottom, right, top) if covers and right > left else None


def _recognise(
    name: str, document: pypdfium2.PdfDocument, pictures: dict[int, Box], is_scan: bool
) -> dict[int, list[str]]:
    # A picture among pages of text is no reason to refuse them; a scan needs its Tesseract.
    if not pictures or not (is_scan or scan.is_installed()):
        return {}
    refuse_above(name, "has", len(pictures), MAX_SCANNED_PAGES, "scanned pages")
    return {at: scan.recognise(name, scan.image(document[at], box)) for at, box in pictures.items()}
