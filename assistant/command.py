"""python serve.py [keys create|list|revoke] [backup|restore FILE] [publish]; nothing: serve."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import Settings
from assistant.shelves import shelf_of
from assistant.store import backup, keys
from assistant.store.backup import BadBackup
from assistant.store.database import opened
from assistant.store.keys import Role
from index.store import BadIndex

#: what a change made at this machine's console is signed with
_ACTOR = "console"
_LINK_HOURS = 1


def main(settings: Settings, arguments: Sequence[str]) -> bool:
    """Run a command; False: there was none, so serve."""
    options = _parser().parse_args(arguments)
    if options.command is None:
        return False
    options.run(settings, options)
    return True


def how_to_sign_in(settings: Settings) -> str:
    """What a start says while nobody can administer the service; else nothing."""
    engine = opened(settings.database_url)
    try:
        if keys.has_admin(engine):
            return ""
        if not settings.is_local:
            return "No administrator yet: python serve.py keys create --role admin --name NAME"
        secret = keys.create_link(engine, _LINK_HOURS)
    finally:
        engine.dispose()
    # after the #, so that no server and no proxy writes it down
    at = f"http://{settings.host}:{settings.port}/console#link={secret}"
    return f"Sign in as administrator (once, within {_LINK_HOURS} hour): {at}"


def _create(settings: Settings, options: argparse.Namespace) -> None:
    engine = opened(settings.database_url)
    key, secret = keys.create(engine, options.role, options.name, options.days, _ACTOR)
    print(f"{key.id}  {key.role}  until {key.expires:%Y-%m-%d}  shown only now: {secret}")


def _list(settings: Settings, _: argparse.Namespace) -> None:
    for key in keys.listed(opened(settings.database_url)):
        state = (
            f"revoked {key.revoked:%Y-%m-%d}" if key.revoked else f"until {key.expires:%Y-%m-%d}"
        )
        print(f"{key.id}  {key.role:6}  {state}  {key.name}")


def _revoke(settings: Settings, options: argparse.Namespace) -> None:
    if not keys.revoke(opened(settings.database_url), options.id, _ACTOR):
        sys.exit(f"no key {options.id} is in force: see python serve.py keys list")


def _back_up(settings: Settings, options: argparse.Namespace) -> None:
    rows = backup.back_up(opened(settings.database_url), options.file)
    print(f"{options.file}: {rows} rows")


def _restore(settings: Settings, options: argparse.Namespace) -> None:
    engine = opened(settings.database_url)
    try:
        rows = backup.restore(engine, options.file, _ACTOR)
    except (BadBackup, OSError) as error:
        sys.exit(str(error))
    # a running service takes up the documents as they were before its next answer
    shelf_of(settings, engine).prepare()
    print(f"{options.file}: {rows} rows restored")


def _publish(settings: Settings, _: argparse.Namespace) -> None:
    if settings.vector_store != "milvus":
        sys.exit("VECTOR_STORE is not milvus: a folder needs no publishing")
    from assistant.milvus_shelf import MilvusShelf

    try:
        index = MilvusShelf(settings, opened(settings.database_url)).publish()
    except (BadIndex, OSError) as error:
        sys.exit(str(error))
    print(f"{index.clauses.collection}: {len(index.heads)} documents, version {index.version}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="serve.py", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    about_keys = commands.add_parser("keys", help="who may do what").add_subparsers(required=True)
    create = about_keys.add_parser("create", help="make a key; its secret is shown once")
    create.add_argument("--role", type=Role, choices=[Role.STAFF, Role.ADMIN], required=True)
    create.add_argument("--name", required=True, help="whose it is")
    create.add_argument("--days", type=float, default=365)
    create.set_defaults(run=_create)
    about_keys.add_parser("list", help="all keys, without secrets").set_defaults(run=_list)
    revoke = about_keys.add_parser("revoke", help="end a key and every sign-in with it")
    revoke.add_argument("id")
    revoke.set_defaults(run=_revoke)
    for name, run, help_ in (
        ("backup", _back_up, "write everything that is kept into one file, while it serves"),
        ("restore", _restore, "put what the file holds in place of everything kept"),
    ):
        command = commands.add_parser(name, help=help_)
        command.add_argument("file", type=Path)
        command.set_defaults(run=run)
    publish = commands.add_parser("publish", help="put the built index into Milvus")
    publish.set_defaults(run=_publish)
    return parser
