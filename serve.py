"""settings → index → assistant → app → uvicorn."""

import uvicorn

from assistant.settings import Settings
from assistant.web.logs import CONFIGURATION


def main() -> None:
    settings = Settings()
    uvicorn.run(
        "assistant.web.app:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        access_log=False,
        server_header=False,
        log_config=CONFIGURATION,
    )


if __name__ == "__main__":
    main()
