"""settings → index → assistant → app → uvicorn; `python serve.py --help` for the commands."""

import sys

import uvicorn

from assistant import command
from assistant.settings import Settings
from assistant.web.logs import CONFIGURATION
from assistant.web.metrics import share_metrics


def main() -> None:
    settings = Settings()
    if command.main(settings, sys.argv[1:]):
        return
    print(command.how_to_sign_in(settings), file=sys.stderr)
    if settings.workers > 1:
        share_metrics(settings.state)
    uvicorn.run(
        "assistant.web.app:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=CONFIGURATION,
        timeout_graceful_shutdown=30,
    )


if __name__ == "__main__":
    main()
