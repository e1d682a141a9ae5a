"""An uploaded file on its way into the process that reads it, and the documents on theirs out."""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from corpus.clause import Document, Level

#: the exit code that says: this file holds no document
REFUSED = 3


@dataclass(frozen=True, slots=True)
class Upload:
    """What comes with the file. Metadata that is given wins over what the text says."""

    name: str
    memory_mib: int
    cpu_seconds: int
    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    level: Level | None = None
    issued: date | None = None
    trial: bool | None = None


UPLOADS = TypeAdapter(Upload)
DOCUMENTS = TypeAdapter(tuple[Document, ...])
