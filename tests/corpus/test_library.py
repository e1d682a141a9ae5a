"""The fourteen documents as they were counted by hand, and files from elsewhere."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.clause import BadManifest, Document, Level, PieceKind, UnreadableFile
from corpus.library import FOLDER, documents, documents_of, manifest, read_file, read_folder
from corpus.report import numbering
from tests.corpus.parsed import assert_covers, assert_reproducible, measures

SHARED = Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the collected files lie elsewhere")

# Counted in the sources: section, first measure, last measure.
COUNTED = {
    "晋市政办〔2022〕5号": "一 1-14, 二 15-29, 三 30-39, 四 40-49, 五 50-57, 六 58-76",
    "忻政办发〔2022〕22号": "一 1-13, 二 14-24, 三 25-30, 四 31-39, 五 40-45, 六 46-63",
    "晋商综函〔2022〕171号": "",
    "晋发〔2021〕67号": (
        "一 1-7, 二 8-11, 三 12-18, 四 19-25, 五 26-31, 六 32-35, 七 36-38, 八 39-43, 九 44-48"
    ),
    "晋政办发〔2022〕7号": "一 1-14, 二 15-28, 三 29-38, 四 39-48, 五 49-59, 六 60-78",
    "晋政办发〔2022〕33号": (
        "一 1-22, 二 23-29, 三 30-35, 四 36-44, 五 45-51, 六 52-55, 七 56-58, 八 59-61"
    ),
    "晋政办发〔2022〕35号": (
        "二 1-3, 三.一 4-8, 三.二 9-13, 三.二 15-15, 三.三 15-18, 三.四 19-21, 三.五 22-25, "
        "三.六 26-26, 三.七 27-30, 四.八 31-36, 四.九 37-41, 四.十 42-42, 四.十一 43-45, "
        "四.十二 46-49, 四.十三 50-50, 四.十四 51-52, 五 53-56, 六 57-61, 七 62-66"
    ),
    "晋政办发〔2022〕30号": (
        "一 1-3, 二 4-5, 三 6-9, 四 10-12, 五 13-14, 六 15-16, 七 17-18, 八 19-23, 九 24-31, "
        "十 32-35"
    ),
    "晋政办发〔2022〕34号": "一 1-12, 二 13-22, 三 23-29, 四 30-56, 五 57-63, 六 64-70",
    "晋政发〔2021〕26号": "",
    "晋商综〔2022〕56号": "一 1-5, 二 6-10, 三 11-17, 四 18-22, 五 23-25",
    "晋市监发〔2022〕33号": "一 1-3, 二 4-5, 三 6-9, 四 10-13, 五 14-19, 六 20-24",
    "泽政办发〔2022〕7号": (
        "二 1-3, 三.一 1-3, 三.二 1-2, 三.三 1-2, 三.四 1-2, 三.五 1-2, 三.六 1-4, 三.七 1-2, "
        "三.八 1-2, 三.九 1-4, 三.十 1-2, 四.一 1-4, 四.二 5-13, 四.三 14-20, 四.四 21-24"
    ),
    "城政发〔2023〕7号": "三.一 1-13, 三.二 14-35, 三.三 36-42, 三.四 43-53, 三.五 54-59",
}
TOTALS = (76, 63, 0, 48, 78, 61, 66, 35, 70, 0, 25, 24, 52, 59)
SECTIONS_WITHOUT_MEASURES = {
    "晋商综函〔2022〕171号": ["一", "二", "三", "附件"],
    "晋政办发〔2022〕35号": ["一"],
    "晋政发〔2021〕26号": list("一二三四五六七八九十"),
    "泽政办发〔2022〕7号": ["一"],
    "城政发〔2023〕7号": ["一", "二", "四.一", "四.二", "四.三", "四.四"],
}


def document(number: str) -> Document:
    return next(d for d in documents() if d.number == number)


def counted(ranges: str) -> Iterator[str]:
    for each in filter(None, ranges.split(", ")):
        section, _, run = each.partition(" ")
        first, last = map(int, run.split("-"))
        yield from (f"{section}.{number}" for number in range(first, last + 1))


@pytest.mark.parametrize(("number", "ranges"), COUNTED.items())
def test_every_measure_of_the_source_is_a_clause_and_nothing_else_is(
    number: str, ranges: str
) -> None:
    assert measures(document(number)) == list(counted(ranges))


def test_the_fourteen_documents_have_the_measures_that_were_counted() -> None:
    assert [document.number for document in documents()] == list(COUNTED)
    assert tuple(len(measures(document)) for document in documents()) == TOTALS


@pytest.mark.parametrize("number", COUNTED)
def test_sections_without_measures_are_clauses_themselves(number: str) -> None:
    found = list(numbering(document(number)).without_measures)
    assert found == SECTIONS_WITHOUT_MEASURES.get(number, [])


def test_the_missing_and_the_repeated_number_stay_as_printed() -> None:
    found = numbering(document("晋政办发〔2022〕35号"))
    assert found.gaps == ("三.二.15 follows 三.二.13",)
    assert found.repeats == ("三.三.15 repeats 三.二.15",)


@pytest.mark.parametrize(
    ("number", "clause_id", "label", "heading"),
    [
        ("晋市政办〔2022〕5号", "二.22", "二、财税支持 第22条", "支持新兴产业发展"),
        (
            "泽政办发〔2022〕7号",
            "三.九.2",
            "三、重点任务 （九）实施中小企业成长工程 第2条",
            "加快“专精特新”企业培育",
        ),
        (
            "泽政办发〔2022〕7号",
            "四.二.9",
            "四、政策措施 （二）财政奖补方面 第9条",
            "支持中小微企业做大做强",
        ),
        ("晋政发〔2021〕26号", "三", "三、奖励实际利用外资项目", "奖励实际利用外资项目"),
        ("晋市政办〔2022〕5号", "preamble", "前言", ""),
    ],
)
def test_clauses_keep_the_names_that_clients_cite(
    number: str, clause_id: str, label: str, heading: str
) -> None:
    clause = document(number).clause(clause_id)
    assert clause is not None
    assert (clause.label, clause.heading) == (label, heading)


@pytest.mark.parametrize("source", [path.name for path in sorted(FOLDER.glob("*.txt"))])
def test_every_character_of_a_source_belongs_to_exactly_one_piece(source: str) -> None:
    text = (FOLDER / source).read_text(encoding="utf-8")
    own = [document for document in documents() if document.source == source]
    assert_covers(tuple(piece for document in own for piece in document.pieces), len(text))
    for document in own:
        for clause in document.clauses:
            assert_reproducible(clause, text)
            assert clause.printed == "".join(text[start:end] for start, end in clause.spans)


def test_nothing_of_the_page_stands_in_a_clause() -> None:
    texts = [clause.text for document in documents() for clause in document.clauses]
    for furniture in ("抄送：", "此件公开发布", "印发\n", "— 1", "文件\n"):
        assert not [text for text in texts if furniture in text]


def test_the_table_of_contents_of_the_compilation_is_no_clause() -> None:
    notice = document("晋商综函〔2022〕171号")
    assert sum(piece.kind is PieceKind.CONTENTS for piece in notice.pieces) == 10


def test_a_figure_that_wraps_stays_whole() -> None:
    clause = document("泽政办发〔2022〕7号").clause("二.1")
    assert clause is not None
    assert "全县市场主体数量达到4.8万户以上" in clause.text


def test_a_manifest_that_names_a_missing_file_says_so(tmp_path: Path) -> None:
    listed = {"files": [{"source": "a.txt", "documents": []}]}
    (tmp_path / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    with pytest.raises(BadManifest, match=r"a\.txt"):
        manifest(tmp_path)


TEXT = "关于支持工业的意见\n大政发〔2023〕1号\n一、奖励\n1.给予5万元奖励。\n"


def test_what_the_caller_knows_wins_over_the_text() -> None:
    (found,) = documents_of(TEXT, "a.txt", region="大同市", level=Level.CITY, number="甲1号")
    assert (found.number, found.region, found.level) == ("甲1号", "大同市", Level.CITY)
    assert found.title == "关于支持工业的意见"
    assert [clause.document_number for clause in found.clauses] == ["甲1号"]


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"no zip")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    found, skipped = read_folder(tmp_path)
    assert [d.number for d in found] == ["大政发〔2023〕1号", "大政发〔2023〕1号（c）"]
    assert [each.source for each in skipped] == ["b.docx"]
    assert "no valid .docx" in skipped[0].reason


@needs_shared
def test_every_collected_file_is_read_or_says_why_not() -> None:
    unreadable = []
    for path in sorted((SHARED / "documents").iterdir()):
        if "企业信用状况" in path.name:
            continue  # a scan, which takes its time: read with the readers
        try:
            found = read_file(path)
        except UnreadableFile as reason:
            unreadable.append(reason.name)
            continue
        assert all(document.title and document.clauses for document in found), path.name
    assert unreadable == ["bj_agri_2025.html"]


@needs_shared
def test_policies_of_other_places_are_covered_whole() -> None:
    with gzip.open(SHARED / "data" / "policies.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    for text in random.Random(7).sample(texts, 200):
        found = documents_of(text, "policy.txt")
        assert_covers(tuple(p for document in found for p in document.pieces), len(text))
