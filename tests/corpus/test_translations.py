"""The English renderings say what the Chinese says, and none renders a sentence that is gone."""

from corpus.library import FOLDER, documents
from corpus.quantities import quantities
from corpus.translations import english, rendering, renderings
from corpus.units import Unit

ROWS = [
    line.split("\t") for line in (FOLDER / "english.tsv").read_text(encoding="utf-8").splitlines()
]
# What can be compared across the languages: English counts people and days in words.
COMPARED = (Unit.YUAN, Unit.DOLLAR, Unit.PERCENT, Unit.POINTS)
# Sizes that the Chinese names without a figure, and 亩, which English reads without its unit.
NAMED_SIZES = {"千亿": 1e11, "百日千万": 1e7, "亿元以上": 1e8, "3000万亩": 3e7}


def values(text: str) -> set[float]:
    """The sums and rates that a text names, both ends of a range."""
    found = [q for q in quantities(text) if q.unit in COMPARED]
    ends = [value for q in found for value in (q.value, q.high) if value is not None]
    return {round(value, 6) for value in ends}


def test_every_row_is_one_sentence_and_its_rendering() -> None:
    assert all(len(row) == 2 and all(row) for row in ROWS)
    chinese = [row[0] for row in ROWS]
    assert len(set(chinese)) == len(chinese)


def test_sums_and_rates_are_the_same_in_both_languages() -> None:
    for chinese, rendered in ROWS:
        named = {size for words, size in NAMED_SIZES.items() if words in chinese}
        assert values(chinese) <= values(rendered), chinese
        assert values(rendered) - values(chinese) <= named, chinese


def test_every_rendering_belongs_to_a_sentence_a_heading_or_a_title() -> None:
    clauses = [clause for document in documents() for clause in document.clauses]
    used = {text for clause in clauses for _, _, text in renderings(clause)}
    used |= {rendering(clause.heading) for clause in clauses}
    used |= {rendering(document.title) for document in documents()}
    assert [chinese for chinese, rendered in ROWS if rendered not in used] == []


def test_most_of_the_corpus_is_rendered() -> None:
    clauses = [clause for document in documents() for clause in document.clauses]
    assert sum(bool(english(clause)) for clause in clauses) > 0.99 * len(clauses)
