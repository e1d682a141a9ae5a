"""What is kept, the same in SQLite and PostgreSQL."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import OperationalError

from assistant.answer import Outcome
from assistant.store import audit, backup, conversations, document_changes, feedback, keys, tickets
from assistant.store.backup import BadBackup
from assistant.store.conversations import KeptTurn
from assistant.store.database import BadDatabase, changing, checkpoint, impatient, opened
from assistant.store.feedback import Rating
from assistant.store.keys import Kind, Role
from assistant.store.schema import HEAD, tables
from assistant.store.schema import audit as audit_table
from assistant.store.tickets import TicketStatus
from assistant.store.values import shared_secret
from corpus.library import documents

MIGRATIONS = Path(backup.__file__).with_name("migrations")
NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
TURN = KeptTurn(
    id="a1",
    conversation="c1",
    asked=NOON,
    question="那国家级的呢？",
    standalone_question="国家级专精特新在晋城奖多少",
    region="晋城市",
    status=Outcome.ANSWERED,
    answer="20万元。[1] \U0001f44d",
    citations=(("晋市政办〔2022〕5号", "二.22"),),
    index_version="35c144e2f677",
    total_ms=3.25,
)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = opened(database.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_schema(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        command.upgrade(config, HEAD)
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, tables) == []


def test_the_schema_names_the_last_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_database_of_a_later_version_is_refused(database: str) -> None:
    url = database.replace("postgresql:", "postgresql+psycopg:")
    engine = opened(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(BadDatabase, match="9999"):
        opened(url)


def test_many_processes_may_start_at_once(database: str) -> None:
    url = database.replace("postgresql:", "postgresql+psycopg:")
    failures: list[Exception] = []

    def start() -> None:
        try:
            opened(url).dispose()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_turn_comes_back_as_it_was_kept(engine: Engine) -> None:
    _keep(engine, TURN)
    assert conversations.recent(engine, "c1", NOON, 10) == (TURN,)
    assert conversations.recent(engine, "c1", NOON + timedelta(seconds=1), 10) is None
    assert conversations.recent(engine, "c2", NOON, 10) is None


def test_the_last_turns_come_oldest_first(engine: Engine) -> None:
    for n in range(5):
        _keep(engine, replace(TURN, id=f"a{n}", asked=NOON + timedelta(minutes=n)))
    found = conversations.recent(engine, "c1", NOON, 3)
    assert found is not None
    assert [turn.id for turn in found] == ["a2", "a3", "a4"]


def test_a_batch_may_hold_one_conversation_twice(engine: Engine) -> None:
    _keep(engine, TURN, replace(TURN, id="a2"), replace(TURN, id="a3", conversation="c2"))
    assert conversations.history(engine, None, 10, 0)[0] == 3
    assert conversations.history(engine, Outcome.REFUSED, 10, 0) == (0, ())


def test_forgetting_a_conversation_forgets_the_feedback_on_it(engine: Engine) -> None:
    _keep(engine, TURN, replace(TURN, id="a2", conversation="c2"))
    for answer in ("a1", "a2"):
        assert feedback.give(engine, answer, Rating.UP, None, None) is not None
    assert conversations.forget(engine, "c1")
    assert not conversations.forget(engine, "c1")
    assert [given.answer_id for given in feedback.given(engine, 10, 0)[1]] == ["a2"]


def test_the_log_of_sqlite_begins_anew_after_a_checkpoint(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    at_once = impatient(engine)
    assert at_once is not None
    log = tmp_path / "x.sqlite3-wal"
    sizes = []
    for stretch in range(4):
        for n in range(300):
            _keep(at_once, replace(TURN, id=f"{stretch}-{n}", answer="长" * 500))
        sizes.append(log.stat().st_size)
        checkpoint(engine)
    assert sizes[0] > 1_000_000
    assert sizes[3] < 1.5 * sizes[0]
    at_once.dispose()
    engine.dispose()


def test_who_may_not_wait_is_refused_at_once_while_another_writes(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    at_once = impatient(engine)
    assert at_once is not None
    with engine.begin(), pytest.raises(OperationalError, match="locked"):
        _keep(at_once, TURN)
    _keep(at_once, TURN)
    at_once.dispose()
    engine.dispose()


def test_feedback_needs_its_answer(engine: Engine) -> None:
    assert feedback.give(engine, "none", Rating.DOWN, "x", None) is None


def test_an_unanswered_question_is_counted(engine: Engine) -> None:
    refused = replace(TURN, status=Outcome.REFUSED)
    _keep(engine, refused, replace(refused, id="a2"))
    _keep(engine, replace(refused, id="a3", asked=NOON + timedelta(days=1)))
    total, (row,) = feedback.open_questions(engine, 10, 0)
    assert (total, row.times, row.last_asked) == (1, 3, NOON + timedelta(days=1))
    assert feedback.resolve(engine, row.id)
    assert not feedback.resolve(engine, row.id)
    assert feedback.open_questions(engine, 10, 0) == (0, ())


def test_a_ticket_changes(engine: Engine) -> None:
    ticket = tickets.open_ticket(engine, "太原的标准", "a1", "", "k1")
    assert tickets.listed(engine, TicketStatus.OPEN, 10, 0) == (1, (ticket,))
    closed = tickets.change(engine, ticket.id, TicketStatus.CLOSED, "已答复")
    assert closed is not None
    assert (closed.status, closed.note) == (TicketStatus.CLOSED, "已答复")
    assert tickets.change(engine, "none", TicketStatus.CLOSED, None) is None


def test_a_link_is_used_up_by_the_first_of_many(engine: Engine) -> None:
    secret = keys.create_link(engine, 1)
    made: list[object] = []

    def use() -> None:
        made.append(keys.sign_in(engine, secret, 1))

    threads = [threading.Thread(target=use) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in made if one is not None]) == 1


def test_a_sign_in_never_outlasts_its_key(engine: Engine) -> None:
    key, secret = keys.create(engine, Role.STAFF, "x", 0.01, "test")
    signed_in = keys.sign_in(engine, secret, 12)
    assert signed_in is not None
    assert signed_in[0].expires <= key.expires
    assert keys.granted(engine, secret, Kind.COOKIE) is None


def test_all_processes_get_the_same_secret(engine: Engine) -> None:
    assert shared_secret(engine, "x") == shared_secret(engine, "x")
    assert shared_secret(engine, "x") != shared_secret(engine, "y")


def test_the_audit_trail_holds_under_many_writers(engine: Engine) -> None:
    def write() -> None:
        for n in range(10):
            with changing(engine) as connection:
                audit.append(connection, "k1", "tested", str(n))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total, latest = audit.entries(engine, 1, 0)
    assert (total, latest[0].number) == (40, 40)
    assert audit.first_broken(engine) is None


@pytest.mark.parametrize(
    ("tamper", "broken_at"),
    [
        (update(audit_table).where(audit_table.c.number == 3).values(actor="another"), 3),
        (delete(audit_table).where(audit_table.c.number == 2), 2),
        (update(audit_table).where(audit_table.c.number == 4).values(previous="0" * 64), None),
        (update(audit_table).where(audit_table.c.number == 5).values(sha256="f" * 64), 5),
    ],
)
def test_tampering_breaks_the_chain(engine: Engine, tamper: object, broken_at: int | None) -> None:
    for n in range(5):
        with changing(engine) as connection:
            audit.append(connection, "k1", "tested", str(n))
    with engine.begin() as connection:
        connection.execute(tamper)  # type: ignore[call-overload]
    assert audit.first_broken(engine) == broken_at


def test_a_changed_document_comes_back_whole(engine: Engine) -> None:
    document = documents()[0]
    document_changes.add(engine, [document], "k1")
    document_changes.remove(engine, "x〔2024〕1号", "k1")
    assert document_changes.changes(engine) == {document.number: document, "x〔2024〕1号": None}
    actions = [entry.action for entry in audit.entries(engine, 10, 0)[1]]
    assert actions == ["document removed", "document added"]


def test_a_backup_gives_everything_back(engine: Engine, tmp_path: Path) -> None:
    _fill(engine)
    before = _everything(engine)
    file = tmp_path / "backup.zip"
    backup.back_up(engine, file)
    conversations.forget(engine, "c1")
    keys.create(engine, Role.STAFF, "later", 1, "test")
    backup.restore(engine, file, "test")
    after = _everything(engine)
    assert {n: r for n, r in after.items() if n != "audit"} == {
        n: r for n, r in before.items() if n != "audit"
    }
    assert after["audit"][:-1] == before["audit"]
    assert audit.first_broken(engine) is None


def test_a_backup_goes_from_one_kind_of_database_into_the_other(
    engine: Engine, tmp_path: Path
) -> None:
    _fill(engine)
    file = tmp_path / "backup.zip"
    backup.back_up(engine, file)
    other = opened(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    backup.restore(other, file, "test")
    assert conversations.recent(other, "c1", NOON, 1) == (TURN,)
    other.dispose()


def test_a_damaged_backup_is_refused_and_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    _fill(engine)
    before = _everything(engine)
    file = tmp_path / "backup.zip"
    backup.back_up(engine, file)
    whole = file.read_bytes()
    for damaged in (whole[:-100], whole[: len(whole) // 2], b"", whole.replace(b"PK", b"KP")):
        file.write_bytes(damaged)
        with pytest.raises(BadBackup, match="damaged"):
            backup.restore(engine, file, "test")
    assert _everything(engine) == before


def _keep(engine: Engine, *turns: KeptTurn) -> None:
    with engine.begin() as connection:
        conversations.keep(connection, turns)


def _fill(engine: Engine) -> None:
    _keep(engine, TURN, replace(TURN, id="a2", status=Outcome.REFUSED))
    feedback.give(engine, "a1", Rating.DOWN, "少了", "二.22")
    secret = keys.create(engine, Role.STAFF, "Li", 1, "test")[1]
    keys.sign_in(engine, secret, 1)
    tickets.open_ticket(engine, "x", None, "", "k1")
    document_changes.add(engine, documents()[-1:], "k1")


def _everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables.sorted_tables
        }
