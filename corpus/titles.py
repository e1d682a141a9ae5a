"""Where a document's title stands: the lines above its body, wrapped as they may be; pure."""

import re
from collections.abc import Sequence

from corpus.record import pairs

_ENDS = (
    "通知|意见|办法|规定|条例|方案|措施|细则|决定|批复|函|公告|通告|通报|答复|规划|计划|纲要|指南|规则|准则|"
    "章程|目录|清单|标准|解读|报告|请示|决议|公报|制度|要点|政策|行动|规程|汇编|名单|意见书|倡议书|法"
)
_TITLE = re.compile(rf"(?:{_ENDS})(?:[（(〔][^（()）]{{1,20}}[）)〕])*$")
# 中共中央 国务院印发《数字中国建设整体布局规划》
_NEWS_TITLE = re.compile(r"^[^《]*(?:印发|发布|转发|公布|关于)《[^《》]+》$")
_SENTENCE = re.compile(r"[。；！？]|[：:，、,]$|\|")
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,5}[章节条]|\d+[.．、])"
)
_MASTHEAD = re.compile(
    r"(?:文件|规章|令)$|^[（(].*[）)]$|^附\s*件\s*[\d一二三四五六七八九十０-９]*[：:.]?$|^【|https?://|"
    r"[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*第?\s*\d+\s*号$|^第\s*\d+\s*号$|年第\d+号$|"
    r"^\d{4}\s*(?:年|[-/.]\s*\d)|^\d+$|^[^：:]{2,8}[：:]"
)
_ENACTED = re.compile(r"(?:现将|将|制定了?)《([^《》]{4,80})》|^《([^《》]{4,80})》(?:已经?|业经)")
_CITED_IN_NAME = re.compile(
    r"^\d{1,3}(?:-附件\d+)?[、.．：:\s-]+|^[A-Za-z]+_\d+_|_+\d{4}年第.*$|\(FBM-.*$"
)
_SITE_IN_NAME = re.compile(r"_[^_]{2,20}_(?:中国政府网|[^_]*网)$|\.{3}.*$")
_LONGEST, _MOST_LINES, _HEAD_LINES, _LONGEST_OPENING = 90, 6, 40, 600


def head(lines: Sequence[str]) -> list[str]:
    """The lines above the body: up to the address, the first heading or the first paragraph."""
    found: list[str] = []
    for line in lines[:_HEAD_LINES]:
        is_address = line.endswith(("：", ":")) and not pairs(line)
        is_paragraph = len(line) > _LONGEST or (line.endswith("。") and not line.startswith("（"))
        if found and (is_address or is_paragraph or _HEADING.match(line)):
            break
        found.append(line)
    return found


def title(lines: Sequence[str], file_name_stem: str) -> str:
    """The title as one line, from the head, a 《…》 that is enacted, or the file's name."""
    return _block(head(lines)) or _enacted(lines) or of_name(file_name_stem)


def of_name(stem: str) -> str:
    """`8、江苏-关于印发…的通知` without what a person added to sort the files."""
    return _SITE_IN_NAME.sub("", _CITED_IN_NAME.sub("", stem)).strip(" _-") or stem


def _block(lines: Sequence[str]) -> str:
    for start in range(len(lines)):
        block = ""
        for at in range(start, min(start + _MOST_LINES, len(lines))):
            if not _may_be_title(lines[at]):
                break
            block = joined(block, lines[at])
            goes_on = at + 1 < len(lines) and lines[at + 1].startswith(("的", "》"))
            if _is_title(block) and not goes_on:
                return block
    return ""


def joined(one: str, other: str) -> str:
    """Wrapped lines of Chinese join without a blank, words of Latin letters with one."""
    needs_blank = one[-1:].isascii() and other[:1].isascii() and one and other
    return f"{one} {other}" if needs_blank else one + other


def _may_be_title(line: str) -> bool:
    return len(line) <= _LONGEST and not (
        _SENTENCE.search(line) or _MASTHEAD.search(line) or _HEADING.match(line) or pairs(line)
    )


def _is_title(block: str) -> bool:
    if block.count("《") != block.count("》") or not 4 <= len(block) <= 2 * _LONGEST:
        return False
    return bool(_TITLE.search(block) or _NEWS_TITLE.match(block))


def _enacted(lines: Sequence[str]) -> str:
    """现将《晋城市城区2023年营商环境创新提升行动方案》印发给你们"""
    opening = "".join(lines[:15])[:_LONGEST_OPENING]
    found = _ENACTED.search(opening)
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", found[1] or found[2]) if found else ""
