"""What every reader does to a line before handing it on; pure."""

import re
import unicodedata

# Shapes that PDF fonts use for whole characters and that NFKC leaves alone: ⺠政部 is 民政部.
_RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻫⻬⻮⻰⻳",
    "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齐齿龙龟",
)
_COMPATIBILITY = re.compile("[\u2f00-\u2fdf\uf900-\ufaff]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\x00-\x08\x0e-\x1f]"
)
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\v\f]+")

# 国 务 院, 总 则, 附 件: single characters that stand apart
_SPACED = re.compile(r"(?<![^\s、）)])[\u4e00-\u9fff](?: [\u4e00-\u9fff](?=[\s：:（(]|$))+")
_WIDE_SPACED = re.compile(r"(?<![^\s：])[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff])+(?=[：:])")


def line(text: str) -> str:
    """One line without invisible characters, with single blanks and no blank at its ends."""
    text = _COMPATIBILITY.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text.translate(_RADICALS))).strip(" \u3000")


def join(lines: list[str]) -> str:
    """The cleaned lines as one text; empty ones say nothing in these formats and go."""
    return "\n".join(cleaned for raw in lines if (cleaned := line(raw)))


def unspaced(text: str) -> str:
    """`国 务 院` becomes `国务院`, `标 题：` becomes `标题：`; `商务部 教育部` stays."""
    text = _WIDE_SPACED.sub(lambda m: re.sub("[ \u3000]", "", m[0]), text)
    return _SPACED.sub(lambda m: m[0].replace(" ", ""), text)


def row(cells: list[str]) -> str:
    """A table row as `| 一、医疗质量 | 定量 |`; empty and merged-away cells leave no trace.

    The bar in front keeps a number in the first cell from passing for a heading of the text.
    """
    filled = [cell for cell in map(line, cells) if cell]
    return f"| {' | '.join(filled)} |" if len(filled) > 1 else "".join(filled)
