"""Indexes the tests share: the corpus by words, and a small one with a made-up encoder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from corpus.clause import Clause, Document, Level, Validity
from corpus.library import documents
from index.build import build
from index.encoder import Vectors, unit
from index.search import Index


@dataclass(frozen=True)
class LetterEncoder:
    """A vector of which characters a text has: close enough to meaning for a test."""

    name: str = "letters"
    dimension: int = 64
    fingerprint: str = "letters-1"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for char in text:
                found[row, ord(char) % self.dimension] += 1
        return unit(found)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self.encode_queries(texts)


def clause(number: str, clause_id: str, heading: str, text: str, **facts: object) -> Clause:
    """A clause as the parser would give it, without its place in a source."""
    path = tuple(clause_id.split("."))
    made = Clause(
        number, clause_id, f"第{path[-1]}条", heading, text, text, ((0, len(text)),), path
    )
    return made if not facts else Clause(**{**_fields(made), **facts})  # type: ignore[arg-type]


def _fields(made: Clause) -> dict[str, object]:
    return {name: getattr(made, name) for name in made.__slots__}


JINCHENG = Document(
    "晋市政办〔2022〕5号",
    "关于强化市场主体倍增要素服务保障的若干措施",
    "晋城市人民政府办公室",
    "晋城市",
    Level.CITY,
    date(2022, 3, 3),
    "jincheng.txt",
    clauses=(
        clause(
            "晋市政办〔2022〕5号",
            "二.22",
            "支持新兴产业发展",
            "对新认定的国家级专精特新“小巨人”企业，一次性给予20万元奖励。",
            departments=("市工信局", "市财政局"),
        ),
        clause(
            "晋市政办〔2022〕5号",
            "四.44",
            "豁免部分项目环评手续",
            "低于6000千瓦的光伏发电项目豁免环评手续办理。",
            departments=("市生态环境局",),
            validity=Validity(None, date(2023, 12, 31), "执行至2023年12月31日"),
        ),
    ),
)
XINZHOU = Document(
    "忻政办发〔2022〕22号",
    "忻州市强化市场主体倍增要素服务保障若干措施",
    "忻州市人民政府办公室",
    "忻州市",
    Level.CITY,
    date(2022, 4, 20),
    "xinzhou.txt",
    clauses=(
        clause(
            "忻政办发〔2022〕22号",
            "二.19",
            "支持新兴产业发展",
            "对新认定的国家级专精特新“小巨人”企业给予100万元奖励。",
            departments=("市工信局",),
        ),
    ),
)
SHANXI = Document(
    "晋政办发〔2022〕7号",
    "关于强化市场主体倍增要素服务保障的若干措施（试行）",
    "山西省人民政府办公厅",
    "山西省",
    Level.PROVINCE,
    date(2022, 1, 28),
    "shanxi.txt",
    clauses=(
        clause(
            "晋政办发〔2022〕7号",
            "二.21",
            "支持新兴产业发展",
            "对新认定的专精特新“小巨人”企业给予奖励。",
            departments=("省工信厅",),
        ),
    ),
)


@pytest.fixture(scope="session")
def corpus_index() -> Index:
    """The whole corpus, by words alone."""
    return build(documents(), None)


@pytest.fixture
def small_index() -> Index:
    """Three documents of a city, its neighbour and their province, with vectors."""
    return build((JINCHENG, XINZHOU, SHANXI), LetterEncoder())
