"""Chinese names of government bodies in English: `市财政局` → Municipal Finance Bureau."""

import re
from functools import cache
from pathlib import Path

from corpus.places import english_name

_TABLE = Path(__file__).with_name("bodies.tsv")
_LEVELS = {
    "省直": "Provincial",
    "省": "Provincial",
    "市": "Municipal",
    "县": "County",
    "区": "District",
    "区直": "District",
    "各市": "Each city's",
    "": "",
}
_WHOLE = {
    "人行": "People's Bank of China",
    "银保监局": "Banking and Insurance Regulatory Bureau",
    "银保监分局": "Banking and Insurance Regulatory Branch",
    "证监局": "Securities Regulatory Bureau",
    "海关": "Customs",
    "各乡镇人民政府": "all township governments",
    "各镇（街道）": "all towns and sub-districts",
    "各市政府": "all city governments",
    "各市人民政府": "all city governments",
    "各县〈市、区〉人民政府": "all county-level governments",
    "开发区管委会": "development zone committees",
    "区直各有关部门": "district departments concerned",
    "省直有关部门": "provincial departments concerned",
    "各有关部门": "departments concerned",
}


def in_english(name: str) -> str:
    """The body in English, "" where the table does not know it."""
    if name in _WHOLE:
        return _WHOLE[name]
    if branch := re.fullmatch(r"人行(.+?)中心支行", name):
        return f"People's Bank of China {_place(branch[1])} Branch"
    if bank := re.fullmatch(r"(.+?)(银保监分局|银保监局|证监局|海关)", name):
        return f"{_place(bank[1])} {_WHOLE[bank[2]]}"
    for prefix in sorted(_LEVELS, key=len, reverse=True):
        core = _bodies().get(name[len(prefix) :]) if name.startswith(prefix) else None
        if core:
            return f"{_LEVELS[prefix]} {core}".strip()
    return ""


def _place(name: str) -> str:
    return english_name(name) or name


@cache
def _bodies() -> dict[str, str]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line)
    return {row[0]: row[1] for row in rows}
