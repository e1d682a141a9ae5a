"""Files → text, each format through its reader. The only I/O of the room.

Text comes out with one paragraph or printed line per line. A `.txt` file is handed on as it
stands, so that offsets into it hold; the other formats are cleaned of what is not the document.
"""

from collections.abc import Callable
from pathlib import Path

from corpus.clause import UnreadableFile
from corpus.readers import docx, html, markdown, pdf, text, word
from corpus.readers.limits import MAX_FILE_MIB, MAX_TEXT_CHARACTERS, MIB, refuse_above

_READERS: dict[str, Callable[[str, bytes], str]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".docx": docx.read,
    ".doc": word.read,
    ".rtf": word.read,
    ".pdf": pdf.read,
}
SUFFIXES = frozenset(_READERS)
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def read_text(path: Path) -> str:
    """The text of a file, or UnreadableFile saying which file, why, and what would help."""
    _reader(path.name)
    try:
        size = path.stat().st_size
        refuse_above(path.name, "has", size / MIB, MAX_FILE_MIB, "MiB")
        return read_bytes(path.name, path.read_bytes())
    except OSError as broken:
        reason = f"cannot be opened ({broken.strerror})"
        raise UnreadableFile(str(path), reason, "check its path and permissions") from broken


def read_bytes(name: str, data: bytes) -> str:
    """The text of an uploaded file; its name tells the format."""
    reader = _reader(name)
    refuse_above(name, "has", len(data) / MIB, MAX_FILE_MIB, "MiB")
    if not data:
        raise UnreadableFile(name, "the file is empty", "save it again with its text")
    # A .doc renamed to .docx is still a .doc.
    if reader is docx.read and data.startswith(_OLD_WORD):
        reader = word.read
    found = reader(name, data)
    refuse_above(name, "has", len(found), MAX_TEXT_CHARACTERS, "characters")
    return found


def _reader(name: str) -> Callable[[str, bytes], str]:
    suffix = Path(name).suffix.lower()
    if suffix not in _READERS:
        known = " ".join(sorted(SUFFIXES))
        raise UnreadableFile(
            name,
            f"no reader for {suffix or 'a file without a suffix'}",
            f"give it as one of: {known}",
        )
    return _READERS[suffix]
