"""Cutting texts for training: sections of a policy, sentences, headings. Pure."""

import re

_NUMBER = (
    r"(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]"
    r"|\d{1,2}[.．、](?!\d))"
)
_SECTION_START = re.compile(rf"(?=(?:^|(?<=[。；：])){_NUMBER})")
#: `（三）支持企业上市。对…` → the heading, and where the body begins
_HEADING = re.compile(rf"^{_NUMBER}([^。；，：]{{4,30}})[。：]")
#: brackets are not looked at: millions of characters are cut, and a rough cut teaches as well
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_BLANK = re.compile(r"\s+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")

SHORTEST_SECTION, LONGEST_SECTION = 40, 400
SHORTEST_SENTENCE = 12


def without_blanks(text: str) -> str:
    return _BLANK.sub("", text)


def is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def sections(text: str) -> list[str]:
    """A text without blanks, cut where a numbered heading begins."""
    found = _SECTION_START.split(text)
    return [part[:LONGEST_SECTION] for part in found if len(part) >= SHORTEST_SECTION]


def heading_and_body(section: str) -> tuple[str, str] | None:
    """`（三）支持企业上市。对在主板上市的…` → its heading and what stands under it."""
    found = _HEADING.match(section)
    return (found.group(1), section[found.end() :]) if found else None


def long_sentences(text: str) -> list[str]:
    """The sentences that say more than a heading does."""
    return [found for found in _SENTENCE.findall(text) if len(found) > SHORTEST_SENTENCE]
