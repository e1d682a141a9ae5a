"""Every setting of the service, with its unit. Read from the environment or `.env`, once."""

from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """`CLAUSEWISE_SESSION_HOURS=2` sets `session_hours`; HOST and PORT need no prefix."""

    model_config = SettingsConfigDict(
        env_prefix="CLAUSEWISE_", env_file=".env", extra="ignore", frozen=True
    )

    host: str = Field(default="127.0.0.1", validation_alias=AliasChoices("CLAUSEWISE_HOST", "HOST"))
    port: int = Field(default=8000, ge=0, validation_alias=AliasChoices("CLAUSEWISE_PORT", "PORT"))
    workers: int = Field(default=1, ge=1, description="processes that answer")

    index: Path = Field(
        default=Path(".index"), description="folder of the index that `make index` builds"
    )
    state: Path = Field(
        default=Path(".state"), description="folder of everything that the service keeps"
    )
    database: str = Field(
        default="",
        description="SQLAlchemy URL, e.g. postgresql://user@host/name; empty: SQLite in `state`",
    )

    session_hours: float = Field(
        default=24, gt=0, description="a conversation ends after so long a pause"
    )
    history_turns: int = Field(
        default=8, ge=0, description="earlier turns that a question may lean on"
    )
    retention_days: int = Field(
        default=90, ge=1, description="conversations are deleted after so long"
    )

    max_body_kib: int = Field(
        default=64, ge=1, description="a larger request is refused as it arrives"
    )
    max_upload_mib: int = Field(
        default=32, ge=1, description="a larger document is refused as it arrives"
    )
    remembered_answers: int = Field(
        default=2048, ge=0, description="answers kept for the same question"
    )
    queue: int = Field(default=16, ge=1, description="questions that may wait in a process")
    queue_seconds: float = Field(
        default=10, gt=0, description="a question that waits longer is refused"
    )

    @property
    def database_url(self) -> str:
        """Where conversations, keys and the audit trail are kept."""
        if not self.database:
            return f"sqlite:///{self.state / 'clausewise.sqlite3'}"
        return self.database.replace("postgresql://", "postgresql+psycopg://", 1)
