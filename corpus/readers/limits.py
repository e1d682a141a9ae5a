"""How large a file may be before it is refused, so that no upload can stop the service.

The longest policy document seen has about 100 pages; every cap leaves room for fifty times that.
"""

from corpus.clause import UnreadableFile

MAX_FILE_MIB = 64
MAX_UNPACKED_MIB = 256
MAX_UNPACKING_RATIO = 200
MAX_PDF_PAGES = 5_000
MAX_SCANNED_PAGES = 300
MAX_TEXT_CHARACTERS = 20_000_000
WORD_SECONDS = 120
OCR_SECONDS_PER_PAGE = 90

MIB = 1 << 20


def refuse_above(name: str, what: str, found: float, cap: float, unit: str) -> None:
    """Raise where a file exceeds a cap: `x.pdf: has 9000 pages, the limit is 5000 pages`."""
    if found > cap:
        reason = f"{what} {found:,.0f} {unit}, the limit is {cap:,.0f} {unit}"
        raise UnreadableFile(name, reason, "split it and load the parts")
