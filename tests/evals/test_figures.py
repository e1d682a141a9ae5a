"""Figures by value, strings by the grader's rule, sentences by what they cite."""

import pytest

from evals.figures import unsupported
from evals.given import Cited, Given, Status
from evals.library import Library
from evals.matching import has, normal
from evals.support import citation_precision, citation_recall, sentences

CLAUSE = (
    "年使用创新券在5万元（含5万元）以内的，市级按实际发生额给予补助；超过5万元的，除给予5万元补助外，"
    "市级另对超出部分按50%给予补助，每家企业年补助额最高不超过20万元。"
)
SUPPORTED = [
    "最高20万元。",
    "At most RMB 200,000 (20万元) a year.",
    "at most 0.2 million yuan, 50 percent of the rest",
    "5万元 + (9万元 − 5万元) × 50% = 7万元",
    "您用了9万元。",
    "二十万元封顶",
]
UNSUPPORTED = [
    ("最高30万元。", ("30",)),
    ("At most RMB 20,000.", ("20000",)),
    ("5万元 + (9万元 − 3万元) × 50% = 8万元", ("3", "8")),
    ("可得7万元。", ("7",)),
    ("2万元、25万元", ("2", "25")),
]


@pytest.mark.parametrize("reply", SUPPORTED)
def test_a_figure_is_supported_however_it_is_printed(reply: str) -> None:
    assert unsupported(reply, [CLAUSE, "我们用了9万元"]) == ()


@pytest.mark.parametrize(("reply", "expected"), UNSUPPORTED)
def test_a_figure_from_nowhere_is_named(reply: str, expected: tuple[str, ...]) -> None:
    assert unsupported(reply, [CLAUSE, "我们用了9万元"]) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("奖励 10 万元", "10万元", True),
        ("奖励１０万元", "10万元", True),
        ("奖励110万元", "10万元", False),
        ("比例为15%", "5%", False),
        ("RMB 1,100,000", "100,000", False),
        ("共1.5万户", "5万", False),
        ("RMB 100,000, one-off", "100,000", True),
        ("按5%。2022年", "5%", True),
    ],
)
def test_numbers_are_matched_whole(text: str, wanted: str, found: bool) -> None:
    assert has(normal(text), wanted) is found


def test_a_marker_belongs_to_the_sentence_before_it() -> None:
    reply = "给予10万元奖励。[1]由市财政局负责[2]。It is paid once. [3]"
    assert [(s.text, s.cites) for s in sentences(reply)] == [
        ("给予10万元奖励。", (1,)),
        ("由市财政局负责。", (2,)),
        ("It is paid once.", (3,)),
    ]


@pytest.mark.parametrize(
    ("reply", "recall", "precision"),
    [
        ("超过5万元的，市级另对超出部分按50%给予补助。[1]", 1.0, 1.0),
        ("超过5万元的，市级另对超出部分按80%给予补助。[1]", 0.0, 1.0),
        ("超过5万元的，市级另对超出部分按50%给予补助。", 0.0, None),
        ("超过5万元的，按50%给予补助。[1]外卖骑手可以免费乘坐公共汽车。[1]", 0.5, 0.5),
        ("超过5万元的，市级另对超出部分按50%给予补助。[7]", 0.0, 0.0),
    ],
)
def test_a_sentence_is_supported_by_what_it_cites(
    reply: str, recall: float, precision: float | None
) -> None:
    name = ("晋市政办〔2022〕5号", "五.54")
    library = Library({name: CLAUSE}, {}, {})
    given = Given(Status.ANSWERED, reply, (Cited(1, *name, quote=CLAUSE[:20]),))
    assert citation_recall(given, [], library) == recall
    assert citation_precision(given, [], library) == precision
