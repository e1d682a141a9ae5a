"""An index on disk is whole or refused, and never in a reader's way."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.clause import Clause
from index.build import build, digest, with_documents, without
from index.query import Query
from index.search import Index
from index.store import BadIndex, load, save, verified_manifest, why_stale
from tests.index.conftest import JINCHENG, SHANXI, XINZHOU, LetterEncoder

GIANT = Query("小巨人奖励", k=50)


def answers(index: Index, query: Query = GIANT) -> list[tuple[str, str, float]]:
    hits = index.search(query)
    return [(h.document.number, h.clause.clause_id, round(h.score, 5)) for h in hits]


def data_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def test_what_is_saved_is_found_again(small_index: Index, tmp_path: Path) -> None:
    save(small_index, tmp_path / "index")
    again = load(tmp_path / "index", LetterEncoder())
    assert answers(again) == answers(small_index)
    assert again.documents == small_index.documents
    assert again.version == small_index.version


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("damage", ["truncate", "flip", "delete"])
def test_a_damaged_file_is_refused(
    small_index: Index, tmp_path: Path, place: int, damage: str
) -> None:
    save(small_index, tmp_path)
    victim = data_files(tmp_path)[place]
    content = bytearray(victim.read_bytes())
    if damage == "truncate":
        victim.write_bytes(content[:-1])
    elif damage == "flip":
        content[len(content) // 2] ^= 1
        victim.write_bytes(content)
    else:
        victim.unlink()
    with pytest.raises(BadIndex, match=victim.name):
        load(tmp_path, LetterEncoder())


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"name": "a web app"}', "\x00\x01"])
def test_a_foreign_manifest_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadIndex, match="manifest"):
        load(tmp_path)


def test_a_missing_folder_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(BadIndex, match="python -m index build"):
        load(tmp_path / "nowhere")


def test_nobodys_files_are_written_among(small_index: Index, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(BadIndex, match=r"thesis\.docx"):
        save(small_index, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_what_a_killed_build_left_is_in_nobodys_way(small_index: Index, tmp_path: Path) -> None:
    left = tmp_path / "0123456789ab"
    left.mkdir()
    (left / "documents.bin").write_bytes(b"half")
    manifest = save(small_index, tmp_path)
    assert not left.exists()
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {manifest.generation}


def test_a_folder_of_a_like_name_is_somebodys(small_index: Index, tmp_path: Path) -> None:
    theirs = tmp_path / "0123456789ab"
    theirs.mkdir()
    (theirs / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(BadIndex, match="0123456789ab"):
        save(small_index, tmp_path)


def test_another_encoder_is_refused_by_name(small_index: Index, tmp_path: Path) -> None:
    save(small_index, tmp_path)
    with pytest.raises(BadIndex, match=r"letters.*python -m index build"):
        load(tmp_path, LetterEncoder(fingerprint="letters-2"))


def test_a_newer_format_is_refused(small_index: Index, tmp_path: Path) -> None:
    save(small_index, tmp_path)
    path = tmp_path / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "format_version": 99}), encoding="utf-8")
    with pytest.raises(BadIndex, match="99"):
        load(tmp_path, LetterEncoder())


def test_a_manifest_cannot_name_files_elsewhere(small_index: Index, tmp_path: Path) -> None:
    save(small_index, tmp_path)
    path = tmp_path / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["generation"] = "../../elsewhere"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BadIndex):
        load(tmp_path, LetterEncoder())


def test_a_failed_write_leaves_the_old_index(
    small_index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(small_index, tmp_path)
    before = verified_manifest(tmp_path)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        save(without(small_index, [XINZHOU.number]), tmp_path)
    monkeypatch.undo()
    assert verified_manifest(tmp_path) == before
    assert answers(load(tmp_path, LetterEncoder())) == answers(small_index)
    assert {path.name for path in tmp_path.iterdir()} == {
        "manifest.json",
        ".lock",
        before.generation,
    }


def test_staleness_names_what_changed(small_index: Index, tmp_path: Path) -> None:
    save(small_index, tmp_path)
    encoder = LetterEncoder()
    assert why_stale(tmp_path, small_index.digests, encoder) is None
    changed = {**small_index.digests, XINZHOU.number: "other"}
    assert XINZHOU.number in (why_stale(tmp_path, changed, encoder) or "")
    assert "model" in (why_stale(tmp_path, small_index.digests, None) or "")


def test_a_deleted_document_is_never_found_again(small_index: Index, tmp_path: Path) -> None:
    save(without(small_index, [XINZHOU.number]), tmp_path)
    after = load(tmp_path, LetterEncoder())
    assert XINZHOU.number not in {number for number, _, _ in answers(after)}
    assert after.clause(XINZHOU.number, "二.19") is None
    assert after.vectors is not None
    assert after.vectors.size == len(after.vector_ids)


def test_an_index_grown_in_steps_is_the_one_built_at_once(small_index: Index) -> None:
    grown = build((JINCHENG,), LetterEncoder())
    for document in (XINZHOU, SHANXI):
        grown = with_documents(grown, (document,))
    assert answers(grown) == answers(small_index)
    assert grown.version == small_index.version


def test_a_replaced_document_is_found_by_its_new_text_alone(small_index: Index) -> None:
    old: Clause = XINZHOU.clauses[0]
    new = replace(XINZHOU, clauses=(replace(old, text="对首次入统的电商企业给予5万元奖励。"),))
    after = with_documents(small_index, (new,))
    assert len(after.documents) == 3
    hit = after.search(Query("电商企业首次入统"))[0]
    assert hit.document.number == XINZHOU.number
    assert set(after.ids) & set(small_index.ids) == set(after.ids[:-1])
    assert after.digests[XINZHOU.number] == digest(new) != digest(XINZHOU)


def test_a_reader_finishes_on_the_index_it_began_with(small_index: Index) -> None:
    before = answers(small_index)
    without(small_index, [XINZHOU.number, SHANXI.number])
    with_documents(small_index, (replace(XINZHOU, clauses=()),))
    assert answers(small_index) == before


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    save(build((), None), tmp_path)
    assert load(tmp_path).search(GIANT) == ()
