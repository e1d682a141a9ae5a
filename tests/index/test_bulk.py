"""Many documents at once: whatever happens on the way, the index is that of one quiet build."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.collection import Source, sources
from corpus.library import read_folder
from index.build import build
from index.bulk.batch import Batch, Done, batches
from index.bulk.build import build_in_bulk
from index.bulk.run import finished
from index.manifest import verified_manifest
from index.query import Query
from index.search import Index
from index.store import load

#: of a batch under its final name
_DONE = "[0-9a-f]" * 24 + "/done.json"
_AREAS = ("冷链物流", "夜间经济", "养老托育", "光伏发电", "文化旅游", "种业振兴", "跨境电商")


def notice(number: int) -> dict[str, str]:
    area = _AREAS[number % len(_AREAS)]
    lines = [
        f"{n}.支持{area}第{n}类项目。对符合条件的{area}企业给予{number + n}万元奖励，"
        f"由市财政局第{number % 5}科负责，执行至2027年{n % 12 + 1}月31日。"
        for n in range(1, 13)
    ]
    return {
        "title": f"关于支持{area}发展的第{number}号通知",
        "doc_no": f"临政发〔2024〕{number}号",
        "region": "山西",
        "date": "2024-05-01",
        "text": "一、支持措施\n" + "\n".join(lines) + "\n",
    }


def written(path: Path, rows: range, **changed: str) -> Path:
    lines = (json.dumps({**notice(n), **changed}, ensure_ascii=False) for n in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def content(folder: Path) -> dict[str, bytes]:
    """Every file of the index, by its name."""
    own = folder / verified_manifest(folder).generation
    return {path.name: path.read_bytes() for path in own.iterdir()}


def found(index: Index, query: Query) -> list[tuple[str, str, float]]:
    hits = index.search(query)
    return [(h.document.number, h.clause.clause_id, round(h.score, 4)) for h in hits]


def test_a_folder_gives_what_a_plain_build_gives(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    (folder / "more").mkdir(parents=True)
    for number in range(6):
        row = notice(number % 4)  # two files claim the number of another
        path = folder / ("more" if number % 2 else "") / f"{number}.txt"
        path.write_text(f"{row['title']}\n{row['doc_no']}\n{row['text']}", encoding="utf-8")
    built = build_in_bulk([folder], tmp_path / "index", model="none")
    plain = build(read_folder(folder)[0], None)
    index = load(tmp_path / "index")
    assert built.documents == 6
    assert dict(index.digests) == dict(plain.digests)
    assert index.version == plain.version
    for text in ("冷链物流奖励多少", "光伏发电", "财政局"):
        assert found(index, Query(text)) == found(plain, Query(text))


def test_a_killed_build_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    collection = written(tmp_path / "notices.jsonl", range(500))
    command: tuple[str, ...] = (sys.executable, "-m", "index", "build")
    command += ("--documents", str(collection), "--workers", "2", "--on-disk-from", "1", "--index")
    quiet, killed = tmp_path / "quiet", tmp_path / "killed"
    subprocess.run((*command, str(quiet)), check=True, capture_output=True)
    process = subprocess.Popen(
        (*command, str(killed)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    batches_of_killed = killed.with_name("killed.batches")
    while not list(batches_of_killed.glob(_DONE)):
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = {path: path.stat().st_mtime_ns for path in batches_of_killed.glob(_DONE)}
    assert not killed.exists()
    assert 0 < len(kept) < len(list(quiet.with_name("quiet.batches").glob(_DONE)))
    again = subprocess.run((*command, str(killed)), check=True, capture_output=True, text=True)
    assert content(killed) == content(quiet)
    assert "500 documents" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    before = written(tmp_path / "notices.jsonl", range(450))
    build_in_bulk([before], tmp_path / "index", model="none")
    kept = {path.parent.name for path in (tmp_path / "index.batches").glob("*/done.json")}
    more = written(tmp_path / "more.jsonl", range(2000, 2003))
    built = build_in_bulk([before, more], tmp_path / "index", model="none")
    after = {path.parent.name for path in (tmp_path / "index.batches").glob("*/done.json")}
    assert built.documents == 453
    assert len(kept) > 2
    assert len(kept - after) <= 1


def test_nothing_new_builds_nothing(tmp_path: Path) -> None:
    collection = written(tmp_path / "notices.jsonl", range(3))
    first = build_in_bulk([collection], tmp_path / "index", model="none")
    again = build_in_bulk([collection], tmp_path / "index", model="none", if_stale=True)
    assert first.manifest is not None
    assert again.manifest is None


def test_one_bad_source_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "broken.docx").write_bytes(b"not a zip")
    collection = written(tmp_path / "notices.jsonl", range(3))
    built = build_in_bulk([folder, collection], tmp_path / "index", model="none")
    assert [file.source for file in built.skipped] == ["broken.docx"]
    assert built.documents == 3


def test_a_number_that_is_taken_is_kept_apart(tmp_path: Path) -> None:
    collection = written(tmp_path / "notices.jsonl", range(3), doc_no="临政发〔2024〕1号")
    build_in_bulk([collection], tmp_path / "index", model="none", on_disk_from=1)
    index = load(tmp_path / "index")
    numbers = [document.number for document in index.documents]
    assert len(set(numbers)) == 3
    for document in index.documents:
        row = index.clause(document.number, "一.1")
        assert row is not None
        assert row[1].document_number == document.number


def test_articles_of_one_law_become_its_document(tmp_path: Path) -> None:
    article = {"law": "某市条例", "date": "2020-01-01", "region": "山西", "chapter": "第一章 总则"}
    rows = [{**article, "article": f"第{n}条", "text": f"第{n}项规定。"} for n in "一二三"]
    path = tmp_path / "laws.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (document,) = next(iter(sources([path]))).documents()
    assert (document.number, document.region) == ("某市条例（2020-01-01）", "山西省")
    assert [clause.label.split()[-1] for clause in document.clauses][-3:] == [
        "第一条",
        "第二条",
        "第三条",
    ]


def test_batches_are_read_only_as_they_are_needed(tmp_path: Path) -> None:
    drawn: list[str] = []

    def watched() -> Iterator[Source]:
        for number in range(450):
            drawn.append(str(number))
            yield Source(f"{number}", notice(number)["text"].encode())

    first: Batch = next(batches(watched(), ""))
    assert len(drawn) == len(first.sources) < 450
    kept: tuple[Done, ...] = finished(watched, tmp_path, workers=1, model="none", rules="")
    assert sum(each.sources for each in kept) == 450
    sizes = [each.clauses for each in kept]
    assert max(sizes) < 2 * 400_000 / 60
