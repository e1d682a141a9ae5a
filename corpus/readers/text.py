"""Plain text in whatever encoding it was saved; no character is ever replaced by a guess.

The order of trial decides: a byte order mark, UTF-8 (hardly anything else is valid UTF-8),
the encoding a web page declares, GB18030 (which contains GB2312 and GBK), UTF-16 without a mark.
A statistical detector gives other answers for short Chinese texts and is not needed for these.
"""

import codecs
import re

from corpus.clause import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HAN = re.compile("[\u4e00-\u9fff]")


def read(name: str, data: bytes) -> str:
    """The text with `\\n` line ends, otherwise as it stands."""
    text = decode(name, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFile(name, "the file is empty", "save it again with its text")
    return text


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """Bytes to text, or UnreadableFile where no encoding fits all of them."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(name, data, (encoding,))
    if b"\x00" in data:
        return _utf16(name, data)
    return _strictly(name, data, ("utf-8", *_known(declared), "gb18030"))


def _strictly(name: str, data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    reason = "its bytes are not text in any known encoding (UTF-8, GB18030, UTF-16)"
    raise UnreadableFile(name, reason, "save it as UTF-8 text")


def _utf16(name: str, data: bytes) -> str:
    # Without a mark the right byte order is the one in which the text is Chinese.
    texts = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            texts.append(_strictly(name, data, (encoding,)))
        except UnreadableFile:
            continue
    if not texts:
        raise UnreadableFile(name, "it holds binary data, no text", "save it as UTF-8 text")
    return max(texts, key=lambda text: len(_HAN.findall(text)))


def _known(declared: str | None) -> tuple[str, ...]:
    if declared is None:
        return ()
    try:
        found = codecs.lookup(declared).name
    except LookupError:
        return ()
    return ("gb18030",) if found in ("gb2312", "gbk") else (found,)
