"""Every setting of the service, with its unit. Read from the environment or `.env`, once."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Names = Annotated[tuple[str, ...], NoDecode]


def _named(name: str) -> AliasChoices:
    """Read from `name`, as other programs call it, or with our prefix, or given by field name."""
    return AliasChoices(f"CLAUSEWISE_{name}", name, name.lower())


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
    vector_store: Literal["faiss", "milvus"] = Field(
        default="faiss",
        validation_alias=_named("VECTOR_STORE"),
        description="what finds clauses: a folder of this machine, or a Milvus for all of them",
    )
    #: not MILVUS_URI: pymilvus reads that itself, and takes no path
    milvus_uri: str = Field(
        default="http://127.0.0.1:19530",
        description="of the cluster, or a `.db` path for Milvus Lite in this process",
    )
    milvus_token: SecretStr = Field(default=SecretStr(""), description="user:password")
    milvus_database: str = Field(default="", description="of the cluster; empty: its default")
    milvus_name: str = Field(
        default="clausewise",
        pattern="^[A-Za-z_][A-Za-z0-9_]{0,99}$",
        description="the alias that names the index there; its collections begin with it",
    )
    milvus_seconds: float = Field(
        default=5,
        gt=0,
        description="what it has not answered by then counts as down",
    )
    milvus_look_seconds: float = Field(
        default=0.5,
        gt=0,
        description="how soon a process sees what another one changed",
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
    upload_memory_mib: int = Field(
        default=2048, ge=128, description="what reading an uploaded document may take"
    )
    upload_seconds: float = Field(
        default=120, gt=0, description="how long reading an uploaded document may take"
    )
    remembered_answers: int = Field(
        default=2048, ge=0, description="answers kept for the same question"
    )
    queue: int = Field(
        default=4, ge=1, description="questions that may wait in a process under steady load"
    )
    queue_burst: int = Field(
        default=32, ge=1, description="questions that may wait in a process for a moment"
    )
    queue_seconds: float = Field(
        default=10, gt=0, description="a question that waits longer is refused"
    )

    embed_origins: Names = Field(
        default=(),
        description="sites whose pages may call the API and frame the widget, comma-separated, "
        "each in full: https://www.jcgov.gov.cn",
    )
    trusted_proxies: Names = Field(
        default=(), description="addresses whose X-Forwarded-For is believed, comma-separated"
    )
    client_limits: str = Field(
        default="20000/minute;2000000/day",
        description="requests of one address, in the notation of the `limits` library; generous, "
        "as a whole office or an evaluation may sit behind one address",
    )
    origin_limits: str = Field(
        default="60000/minute", description="requests that one embedding site's visitors make"
    )
    sign_in_limits: str = Field(default="20/minute", description="sign-ins from one address")
    sign_in_hours: float = Field(default=12, gt=0, description="a console sign-in lasts so long")
    widget_token_minutes: float = Field(
        default=30, gt=0, description="an embedded widget's token lasts so long"
    )

    llm_base_url: str = Field(
        default="",
        validation_alias=_named("LLM_BASE_URL"),
        description="an OpenAI-compatible endpoint; empty: none",
    )
    llm_model: str = Field(
        default="", validation_alias=_named("LLM_MODEL"), description="the model's name there"
    )
    llm_api_key: SecretStr = Field(default=SecretStr(""), validation_alias=_named("LLM_API_KEY"))
    llm_seconds: float = Field(
        default=8,
        gt=0,
        validation_alias=_named("LLM_SECONDS"),
        description="a reply not written by then is dropped",
    )
    llm_first_seconds: float = Field(
        default=3,
        gt=0,
        validation_alias=_named("LLM_FIRST_SECONDS"),
        description="the same for understanding and reranking, each",
    )
    llm_understand: bool = Field(
        default=False,
        validation_alias=_named("LLM_UNDERSTAND"),
        description="also words the question officially",
    )
    llm_rerank: bool = Field(
        default=False,
        validation_alias=_named("LLM_RERANK"),
        description="also chooses among the clauses found",
    )
    llm_prompt: str = Field(
        default="v1", validation_alias=_named("LLM_PROMPT"), description="version of the prompts"
    )
    llm_temperature: float = Field(
        default=0, ge=0, le=2, validation_alias=_named("LLM_TEMPERATURE")
    )
    llm_max_tokens: int = Field(
        default=700,
        ge=16,
        validation_alias=_named("LLM_MAX_TOKENS"),
        description="of a reply, thoughts included",
    )
    llm_max_kib: int = Field(
        default=1024,
        ge=1,
        validation_alias=_named("LLM_MAX_KIB"),
        description="a larger reply is cut off",
    )
    llm_structured: Literal["json_mode", "json_schema", "function_calling"] = Field(
        default="json_mode",
        validation_alias=_named("LLM_STRUCTURED"),
        description="how the endpoint fills a form: most know json_mode, vLLM json_schema too",
    )
    llm_calls_at_once: int = Field(
        default=8,
        ge=1,
        validation_alias=_named("LLM_CALLS_AT_ONCE"),
        description="beyond them: the rules' answer",
    )
    llm_failures: int = Field(
        default=3,
        ge=1,
        validation_alias=_named("LLM_FAILURES"),
        description="so many in a row open the breaker",
    )
    llm_pause_seconds: float = Field(
        default=30,
        gt=0,
        validation_alias=_named("LLM_PAUSE_SECONDS"),
        description="then one call is tried again",
    )
    llm_cached_replies: int = Field(
        default=0,
        ge=0,
        validation_alias=_named("LLM_CACHED_REPLIES"),
        description="raw replies kept; 0: none",
    )
    llm_cache_minutes: float = Field(default=60, gt=0, validation_alias=_named("LLM_CACHE_MINUTES"))

    @model_validator(mode="after")
    def _names_a_model(self) -> Self:
        if self.llm_base_url and not self.llm_model:
            raise ValueError("LLM_BASE_URL is set: set LLM_MODEL to the name of the model there")
        return self

    @field_validator("embed_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """`a, b` in the environment is two names."""
        if not isinstance(value, str):
            return value
        return tuple(name.strip().rstrip("/") for name in value.split(",") if name.strip())

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in ("127.0.0.1", "::1", "localhost")

    @property
    def database_url(self) -> str:
        """Where conversations, keys and the audit trail are kept."""
        if not self.database:
            return f"sqlite:///{self.state / 'clausewise.sqlite3'}"
        return self.database.replace("postgresql://", "postgresql+psycopg://", 1)
