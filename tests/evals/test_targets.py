"""A deployment is asked by the contract; what it answers is judged as the public grader judges."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from evals.dataset import SHARED, Row, to_json
from evals.given import Given, Status
from evals.library import Library
from evals.measures import Measure as M
from evals.run import put
from evals.targets import Deployment, body
from tests.evals import assistants
from tests.evals.assistants import Wrong

GRADER = SHARED / "grade.py"
GRADED = {
    "ok": M.CORRECT,
    "status_ok": M.STATUS,
    "hit1": M.FIRST_CITED,
    "hit3": M.AMONG_THREE,
    "cite_ok": M.CITED,
    "facts_ok": M.FACTS,
    "forbid_ok": M.NOTHING_WRONG,
    "brief_ok": M.BRIEF,
    "lang_ok": M.LANGUAGE,
    "validity_ok": M.VALIDITY,
}
Reply = Callable[[dict[str, Any]], tuple[int, bytes]]


@pytest.mark.skipif(not GRADER.is_file(), reason="the public grader lies beside the checkout")
@pytest.mark.parametrize(
    "wrong",
    [
        assistants.right,
        assistants.with_wrong_tier,
        assistants.with_made_up_figure,
        assistants.with_the_whole_clause,
        assistants.in_the_other_language,
        assistants.refusing,
        assistants.answering,
    ],
)
def test_each_row_is_judged_as_by_the_public_grader(
    wrong: Wrong, golden: Sequence[Row], library: Library, tmp_path: Path
) -> None:
    rows = golden[::8]
    by_question = {json.dumps(body(row), sort_keys=True): row for row in rows}

    def reply(asked: dict[str, Any]) -> tuple[int, bytes]:
        return 200, _json(wrong(by_question[json.dumps(asked, sort_keys=True)], library))

    with _serving(reply) as base:
        ours = {r.row.id: r.scores for r in put(rows, Deployment(base), library)}
        theirs = _graded(base, rows, library, tmp_path)
    for name, scores in theirs.items():
        for graded, measure in GRADED.items():
            if graded in scores:
                assert ours[name][measure] == scores[graded], (name, measure)
        if scores["status"] == "answered":
            assert ours[name][M.ALIEN_NUMBER] == bool(scores["alien_numbers"]), name
            assert ours[name][M.VERBATIM] == (not scores["quote_bad"]), name


def test_the_request_says_what_the_row_says(golden: Sequence[Row]) -> None:
    row = next(row for row in golden if row.history and row.region)
    sent = body(row)
    assert sent["region"] == row.region
    assert [turn["question"] for turn in sent["history"]] == [t.question for t in row.history]
    assert "as_of" not in sent


def test_a_deployment_that_is_busy_is_asked_again(golden: Sequence[Row]) -> None:
    answers = iter([(429, b""), (200, _json(Given(Status.REFUSED, "没有。")))])
    with _serving(lambda _: next(answers), {"retry-after": "0"}) as base:
        assert Deployment(base).ask(golden[0]).status is Status.REFUSED


@pytest.mark.parametrize(
    ("code", "content", "error"),
    [(500, b"boom", "HTTP 500: boom"), (200, b"{}", "not an answer of the contract")],
)
def test_what_is_no_answer_is_a_failure_with_its_reason(
    code: int, content: bytes, error: str, golden: Sequence[Row]
) -> None:
    with _serving(lambda _: (code, content)) as base:
        given = Deployment(base).ask(golden[0])
    assert given.status is Status.FAILED
    assert given.error.startswith(error)


def test_a_deployment_that_is_not_there_is_a_failure(golden: Sequence[Row]) -> None:
    assert Deployment("http://127.0.0.1:9").ask(golden[0]).status is Status.FAILED


def _graded(
    base: str, rows: Sequence[Row], library: Library, folder: Path
) -> dict[str, dict[str, Any]]:
    questions, clauses, out = (folder / name for name in ("q.jsonl", "c.jsonl", "out.jsonl"))
    questions.write_text("\n".join(to_json(row) for row in rows), encoding="utf-8")
    texts = (
        {"doc": number, "clause_id": clause_id, "text": text}
        for (number, clause_id), text in library.texts.items()
    )
    clauses.write_text("\n".join(json.dumps(t) for t in texts), encoding="utf-8")
    paths = (questions, "--out", out, "--clauses", clauses)
    command = [sys.executable, str(GRADER), base, *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    graded = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {row["q"]["id"]: row["s"] for row in graded}


def _json(given: Given) -> bytes:
    citations = [
        {
            "n": c.n,
            "document_number": c.document_number,
            "clause_id": c.clause_id,
            "quote": c.quote,
            "validity": {"status": c.validity},
        }
        for c in given.citations
    ]
    said = {"status": given.status.value, "answer": given.text, "citations": citations}
    return json.dumps(said).encode()


@contextmanager
def _serving(reply: Reply, headers: dict[str, str] | None = None) -> Iterator[str]:
    """A server that speaks the contract by one function."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            code, content = reply(json.loads(self.rfile.read(length)))
            self.send_response(code)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
