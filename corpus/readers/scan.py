"""Pictures of pages to text, through Tesseract with its Chinese language pack (chi_sim)."""

import re
import shutil
import subprocess
from functools import cache

import numpy as np
import pypdfium2

from corpus.clause import UnreadableFile
from corpus.readers import clean
from corpus.readers.limits import OCR_SECONDS_PER_PAGE

_LANGUAGE = "chi_sim"
_POINTS_PER_INCH, _DOTS_PER_INCH, _MOST_DOTS = 72, 300, 5_000
_REMEDY = "install tesseract-ocr and tesseract-ocr-chi-sim, or load a PDF with a text layer"
# Tesseract puts blanks between Chinese characters where print has none.
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]"
_FALSE_BLANK = re.compile(rf"(?<={_HAN}) +(?={_HAN}|\d)|(?<=[\d.%]) +(?=[\u4e00-\u9fff])")
_PAGE_NUMBER = re.compile(r"[-—–一\s.·]*\d{1,4}[-—–一\s.·]*")


def is_installed() -> bool:
    """Whether Tesseract and its Chinese are there."""
    return _LANGUAGE in _languages()


def image(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> bytes:
    """The part of the page inside the box in grey at 300 dots an inch, as PGM."""
    left, bottom, right, top = box
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _MOST_DOTS / max(width, height, 1))
    margins = (left, bottom, max(width - right, 0), max(height - top, 0))
    pixels = page.render(scale=scale, grayscale=True, crop=margins).to_numpy()
    grey = np.ascontiguousarray(pixels.reshape(pixels.shape[0], pixels.shape[1]))
    return b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0]) + grey.tobytes()


def recognise(name: str, picture: bytes) -> list[str]:
    """The lines on the picture of a page, its page number left out."""
    if not is_installed():
        lacking = "its language pack chi_sim" if _languages() else "Tesseract"
        reason = f"it is a scan, and {lacking} is not installed to read it"
        raise UnreadableFile(name, reason, _REMEDY)
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(_DOTS_PER_INCH)]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, nothing of the file in the command
            command, input=picture, capture_output=True, timeout=OCR_SECONDS_PER_PAGE
        )
    except subprocess.TimeoutExpired as slow:
        reason = f"Tesseract did not finish a page within {OCR_SECONDS_PER_PAGE} seconds"
        raise UnreadableFile(name, reason, "load a PDF with a text layer") from slow
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip()
        raise UnreadableFile(name, f"Tesseract failed ({message})", _REMEDY)
    found = [clean.line(each) for each in done.stdout.decode().splitlines()]
    found = [_FALSE_BLANK.sub("", each) for each in found if each]
    return [each for at, each in enumerate(found) if not _is_page_number(at, found)]


def _is_page_number(at: int, found: list[str]) -> bool:
    return at in (0, len(found) - 1) and bool(_PAGE_NUMBER.fullmatch(found[at]))


def _languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    return _languages_of(program) if program else frozenset()


@cache
def _languages_of(program: str) -> frozenset[str]:
    listed = subprocess.run(  # noqa: S603 - a fixed command
        [program, "--list-langs"], capture_output=True, timeout=30
    )
    return frozenset(listed.stdout.decode(errors="replace").split())
