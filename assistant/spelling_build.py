"""Makes the tables of `spelling_data/`: `python -m assistant.spelling_build DIR`.

DIR holds `policies.jsonl.gz` and `laws_articles.jsonl.gz` (official texts, no copyright) and, for
everyday language, the questions of `question_passage.jsonl.gz` (STARD, MIT) and the sentences of
`zh_en.jsonl.gz` (Tatoeba, CC BY 2.0). Only counts of characters and words are kept. Needs
pypinyin 0.55.0 (MIT), which answering does not. To be run again when the corpus, the domain
words or the places have changed much.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import rjieba

from assistant.spelling import suspects
from assistant.spelling_tables import FOLDER, read, spelling
from corpus.library import FOLDER as DOCUMENTS

#: fewer documents, and a word is not common enough to be what somebody meant
LEAST_DOCUMENTS = 40
#: so common, two characters belong together, be they a word or not
LEAST_BOUND = 100
#: rarer pairs may be misprints
LEAST_MET = 10
#: the share of a character's uses in which it is a word by itself
LEAST_SHARE_ALONE = 0.03
LEAST_ALONE = 5
#: what official texts write at least so often is no slip of theirs
LEAST_STRETCHES = 2
#: a reading that less of a character's words have is not what a pinyin keyboard offers first
LEAST_SHARE_OF_READINGS = 0.05
TERMS_PER_LINE = 16

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_NO_TERM = re.compile(r"第|[一二三四五六七八九十百零〇]|.*[的了]")


def main(folder: Path) -> None:
    """All tables, in the order in which they need one another."""
    FOLDER.mkdir(exist_ok=True)
    policies = [f"{row['title']}\n{row['text']}" for row in rows(folder / "policies.jsonl.gz")]
    corpus = [_unwrapped(file.read_text(encoding="utf-8")) for file in DOCUMENTS.glob("*.txt")]
    laws = [row["text"] for row in rows(folder / "laws_articles.jsonl.gz")]
    everyday = [row["zh"] for row in rows(folder / "zh_en.jsonl.gz")]
    questions = rows(folder / "question_passage.jsonl.gz")
    everyday += {row["q"] for row in questions if row["src"].startswith("stard")}
    texts = [*policies, *laws, *everyday, *corpus]
    write("terms.txt", "Common words of policies, the commonest first.", terms(policies))
    write("readings.txt", "Characters by toneless syllable; zh/z, n/l, ing/in are one.", readings())
    spelling.cache_clear()
    bound, met = pairs(texts)
    alone = ["".join(sorted(singles(policies) | singles(everyday)))]
    write("bound.txt", "A character and those that make a word with it.", after_first(bound))
    write("met.txt", "A character and those that it often meets by chance.", after_first(met))
    write("single.txt", "Characters that are words by themselves.", alone)
    spelling.cache_clear()
    write("taken.txt", "Written on purpose, though nearly a term.", taken(corpus, texts))


def rows(file: Path) -> Iterator[dict[str, str]]:
    """The objects of a gzipped JSONL file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write(name: str, about: str, lines: Iterable[str]) -> None:
    """One table with a line that says what it is."""
    FOLDER.joinpath(name).write_text("\n".join([f"# {about}", *lines, ""]), encoding="utf-8")
    print(name, len(read(name)), "lines", file=sys.stderr)


def terms(policies: list[str]) -> Iterator[str]:
    """Words that many policies use."""
    segmenter = rjieba.Jieba()
    counts = Counter(
        word
        for text in policies
        for word in {w for run in _CHINESE.findall(text) for w in segmenter.cut(run)}
        if len(word) > 1 and not _NO_TERM.match(word)
    )
    common = sorted(
        (w for w in counts if counts[w] >= LEAST_DOCUMENTS), key=lambda w: (-counts[w], w)
    )
    for i in range(0, len(common), TERMS_PER_LINE):
        yield " ".join(common[i : i + TERMS_PER_LINE])


def readings() -> list[str]:
    """The characters of GB 2312 under each of their usual syllables: `bu 不补布步`."""
    from pypinyin import Style, pinyin
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.phrases_dict import phrases_dict

    in_words: dict[str, Counter[str]] = {}
    for word, syllables in phrases_dict.items():
        for character, heard in zip(word, syllables, strict=False):
            in_words.setdefault(character, Counter())[_one_ear(to_normal(heard[0]))] += 1
    found: dict[str, str] = {}
    for character in _gb2312():
        counts = in_words.get(character, Counter[str]())
        least = max(3.0, counts.total() * LEAST_SHARE_OF_READINGS)
        usual = {syllable for syllable, count in counts.items() if count >= least}
        usual.add(_one_ear(pinyin(character, style=Style.NORMAL)[0][0]))
        for syllable in usual:
            found[syllable] = found.get(syllable, "") + character
    return [f"{syllable} {characters}" for syllable, characters in sorted(found.items())]


def pairs(texts: list[str]) -> tuple[set[str], set[str]]:
    """Pairs of characters that are words or very common, and those that only meet often."""
    from pypinyin.phrases_dict import phrases_dict

    counts: Counter[str] = Counter()
    for text in texts:
        for run in _CHINESE.findall(text):
            counts.update(map("".join, pairwise(run)))
    segmenter = rjieba.Jieba()
    bound = {pair for pair in {*counts, *homophones()} if segmenter.cut(pair, False) == [pair]}
    bound |= {word for word in phrases_dict if len(word) == 2}
    bound |= {pair for pair, count in counts.items() if count >= LEAST_BOUND}
    return bound, {pair for pair, count in counts.items() if count >= LEAST_MET} - bound


def after_first(found: set[str]) -> Iterator[str]:
    """The pairs by first character: `补贴助充`."""
    rest: dict[str, str] = {}
    for first, second in map(tuple, sorted(found)):
        rest[first] = rest.get(first, "") + second
    return (first + seconds for first, seconds in rest.items())


def singles(texts: list[str]) -> set[str]:
    """Characters that a segmenter leaves as words by themselves."""
    segmenter = rjieba.Jieba()
    alone: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for text in texts:
        for run in _CHINESE.findall(text):
            everywhere.update(run)
            alone.update(word for word in segmenter.cut(run) if len(word) == 1)
    often = {character for character, count in alone.items() if count >= LEAST_ALONE}
    return {c for c in often if alone[c] >= everywhere[c] * LEAST_SHARE_ALONE}


def homophones() -> Iterator[str]:
    """All pairs of characters that sound like a term of two: some are words, as 高薪 is."""
    known = spelling()
    alike: dict[str, list[str]] = {}
    for character, sounds in known.sounds.items():
        for sound in sounds:
            alike.setdefault(sound, []).append(character)
    for term in known.rank:
        if len(term) == 2:
            yield from (c + term[1] for s in known.sounds.get(term[0], "") for c in alike[s])
            yield from (term[0] + c for s in known.sounds.get(term[1], "") for c in alike[s])


def taken(corpus: list[str], texts: list[str]) -> list[str]:
    """What would be corrected in the corpus, or in official texts more often than by misprint."""
    counts = Counter(near.written for text in texts for near in suspects(text))
    often = {written for written, count in counts.items() if count >= LEAST_STRETCHES}
    return sorted(often | {near.written for text in corpus for near in suspects(text)})


def _unwrapped(text: str) -> str:
    return re.sub(r"\n\s*", "", text)


def _one_ear(syllable: str) -> str:
    """The syllable as southern speakers and lenient keyboards have it: zhong and zong are one."""
    plain = re.sub(r"^([zcs])h", r"\1", syllable.replace("ü", "v"))
    return re.sub(r"(in|en)g$", r"\1", re.sub(r"^n", "l", plain))


def _gb2312() -> list[str]:
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [character for code in codes if (character := code.decode("gb2312", "ignore"))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
