"""settings → index → assistant → app → uvicorn."""

import uvicorn

from assistant.settings import Settings


def main() -> None:
    settings = Settings()
    uvicorn.run(
        "assistant.web.app:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        access_log=False,
    )


if __name__ == "__main__":
    main()
