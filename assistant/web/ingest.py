"""An uploaded file is read by a process that may fail, hang or eat memory without harm."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from assistant.upload import DOCUMENTS, REFUSED, UPLOADS, Upload
from assistant.web.problems import Code, Problem
from corpus.clause import Document

_PROJECT = Path(__file__).parents[2]
#: the rest of the environment, secrets among it, stays here
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


async def documents_in(upload: Upload, data: bytes, seconds: float) -> tuple[Document, ...]:
    """The documents in the file, or a problem that says why there are none."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "assistant.read_upload",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=_PROJECT,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            out, err = await process.communicate(UPLOADS.dump_json(upload) + b"\n" + data)
    except TimeoutError:
        raise _refusal(f"reading it takes more than {seconds:.0f} seconds") from None
    finally:
        _end(process)
        await process.wait()
    if process.returncode == REFUSED:
        raise _refusal(err.decode(errors="replace").strip().removeprefix(f"{upload.name}: "))
    if process.returncode != 0:
        raise _refusal("reading it needs more memory or time than is allowed")
    return DOCUMENTS.validate_json(out)


def _end(process: asyncio.subprocess.Process) -> None:
    """Also what it started itself, such as a converter."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _refusal(reason: str) -> Problem:
    return Problem(Code.UNREADABLE_DOCUMENT, reason)
