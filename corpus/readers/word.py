"""Old Word documents (.doc, .rtf), through LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from corpus.clause import UnreadableFile
from corpus.readers import docx, html
from corpus.readers.limits import WORD_SECONDS

_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
_PROGRAMS = ("soffice", "libreoffice")
_REMEDY = "open it in a word processor and save it as .docx"


def read(name: str, data: bytes) -> str:
    """The text as the .docx reader gives it, numbering included."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    # Many a `.doc` on a government server is something else by its content.
    if head.startswith(_ZIP):
        return docx.read(name, data)
    if head[:1] == b"<":
        return html.read(name, data)
    if not head.startswith((_OLE, _RTF)):
        raise UnreadableFile(name, "its content is no Word document", _REMEDY)
    return docx.read(name, _as_docx(name, data))


def _as_docx(name: str, data: bytes) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        reason = "an old Word document needs LibreOffice, which is not installed"
        raise UnreadableFile(name, reason, "install libreoffice-writer or save it as .docx")
    with tempfile.TemporaryDirectory(prefix="clausewise-doc-") as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        message = _convert(name, program, source)
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            reason = (
                f"LibreOffice cannot read it ({message or 'damaged or protected by a password'})"
            )
            raise UnreadableFile(name, reason, _REMEDY)
        return converted.read_bytes()


def _convert(name: str, program: str, source: Path) -> str:
    # A profile of its own lets several conversions run, and one beside an open LibreOffice.
    command = [
        program,
        f"-env:UserInstallation={Path(source.parent, 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - no shell, a name of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=WORD_SECONDS)[1].decode(errors="replace").strip()
    except subprocess.TimeoutExpired as slow:
        # soffice is a script that starts the program: the whole group has to end.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        reason = f"LibreOffice did not finish within {WORD_SECONDS} seconds"
        raise UnreadableFile(name, reason, _REMEDY) from slow
