"""python -m assistant.read_upload: an uploaded file → documents, in a process of its own.

Reads a line of JSON (name, memory and CPU limits, metadata) and the file from stdin, writes the
documents as JSON to stdout. A file that holds none is told on stderr, with exit code 3.
"""

import resource
import sys

from assistant.upload import DOCUMENTS, REFUSED, UPLOADS, Upload
from corpus.clause import CorpusError, Document, UnreadableFile
from corpus.library import documents_of
from corpus.sources import read_bytes

_MIB = 1 << 20
_LARGEST_FILE_WRITTEN = 512 * _MIB


def read(upload: Upload, data: bytes) -> tuple[Document, ...]:
    """The documents in the file, or UnreadableFile saying what is wrong with it."""
    text = read_bytes(upload.name, data)
    found = documents_of(
        text,
        upload.name,
        number=upload.number,
        title=upload.title,
        issuer=upload.issuer,
        region=upload.region,
        level=upload.level,
        issued=upload.issued,
        trial=upload.trial,
    )
    numbers = [document.number for document in found]
    if not any(document.clauses for document in found):
        raise UnreadableFile(upload.name, "no clause was found", "check that it is a document")
    if len(set(numbers)) < len(numbers):
        reason = "two documents in it would have the same number"
        raise UnreadableFile(upload.name, reason, "load them one by one")
    return found


def main() -> int:
    upload = UPLOADS.validate_json(sys.stdin.buffer.readline())
    _limit(upload)
    try:
        found = read(upload, sys.stdin.buffer.read())
    except CorpusError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except MemoryError:
        print(f"{upload.name}: needs more than {upload.memory_mib} MiB", file=sys.stderr)
        return REFUSED
    sys.stdout.buffer.write(DOCUMENTS.dump_json(found))
    return 0


def _limit(upload: Upload) -> None:
    for what, limit in (
        (resource.RLIMIT_AS, upload.memory_mib * _MIB),
        (resource.RLIMIT_CPU, upload.cpu_seconds),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    sys.exit(main())
