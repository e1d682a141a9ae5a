"""settings → index → assistant → app → uvicorn; `python serve.py --help` for the commands."""

import sys

import uvicorn

from assistant import command
from assistant.settings import Settings
from assistant.web.head import BoundedHead
from assistant.web.logs import CONFIGURATION
from assistant.web.metrics import share_metrics
from assistant.web.workers import run_workers


def main() -> None:
    settings = Settings()
    if command.main(settings, sys.argv[1:]):
        return
    print(command.how_to_sign_in(settings), file=sys.stderr)
    config = uvicorn.Config(
        "assistant.web.app:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        http=BoundedHead,
        ws="none",
        workers=settings.workers,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=CONFIGURATION,
        timeout_graceful_shutdown=30,
    )
    if settings.workers == 1:
        uvicorn.Server(config).run()
        return
    share_metrics(settings.state)
    run_workers(config)


if __name__ == "__main__":
    main()
