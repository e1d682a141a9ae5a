"""Elements of a web page → lines: blocks apart, rows of data tables joined, lists numbered."""

import re

from selectolax.lexbor import LexborNode

from corpus.readers import clean

_BLOCKS = (
    "address,article,blockquote,center,dd,div,dl,dt,fieldset,figcaption,figure,h1,h2,h3,h4,h5,h6,"
    "header,hr,legend,li,main,ol,p,pre,section,summary,details,table,tbody,thead,tfoot,tr,td,th,"
    "ul,caption"
)
_BREAK, _CELL = "\x1e", "\x1f"
_WIDE = "[\u3001-\u9fff\uff00-\uffef]"
_GAP = "[ \t\r]*\n[ \t\r\n]*"
_SOURCE_BREAK = re.compile(f"(?<={_WIDE}){_GAP}|{_GAP}(?={_WIDE})")
_MENU_LINK_SHARE = 0.6


def node_lines(root: LexborNode) -> list[str]:
    """Text in printed order; rows of data tables joined, everything else block by block."""
    _drop_link_lists(root)
    _number_lists(root)
    tables = root.css("table")
    outer = {around.mem_id for table in tables if (around := _table_around(table))}
    for table in tables:
        if table.mem_id not in outer and _is_data(table):
            _flatten(table)
    for node in root.css(_BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)
    for node in root.css("br"):
        node.insert_before(_BREAK)
    # A line break of the page's source stands for a blank, but not beside a Chinese character.
    unbroken = _SOURCE_BREAK.sub("", root.text())
    # 国务院办公厅 &sp; is a slip of the page, no word of the text.
    flowing = re.sub(r"&[A-Za-z]{1,8};|[ \t\r\n\u00a0]+", " ", unbroken)
    return [_as_row(part) for part in flowing.split(_BREAK) if part.strip(" \u3000\x1f")]


def _as_row(part: str) -> str:
    return clean.row(part.split(_CELL)) if _CELL in part else clean.unspaced(clean.line(part))


def _table_around(table: LexborNode) -> LexborNode | None:
    around = table.parent
    while around is not None and around.tag != "table":
        around = around.parent
    return around


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds rows of values; most old pages use tables for their layout."""
    widths = [len(row.css("td,th")) for row in table.css("tr")]
    return sum(width > 1 for width in widths) >= 2


def _flatten(table: LexborNode) -> None:
    for row in table.css("tr"):
        cells = row.css("td,th")
        texts = [_SOURCE_BREAK.sub("", cell.text(separator=" ")) for cell in cells]
        values = [re.sub(r"\s+", " ", text).strip() for text in texts]
        values = [re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", value) for value in values]
        row.insert_before(_BREAK + _CELL.join(values) + _CELL + _BREAK)
        row.decompose()


def _drop_link_lists(root: LexborNode) -> None:
    drop([node for node in root.css("ul,ol,dl") if _is_menu(node)])


def _is_menu(listing: LexborNode) -> bool:
    links = listing.css("a")
    linked = sum(map(letters, links))
    return len(links) > 2 and linked >= letters(listing) * _MENU_LINK_SHARE


def _number_lists(root: LexborNode) -> None:
    for listing in root.css("ol"):
        start = listing.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() else 1
        for item in listing.iter():
            if item.tag == "li":
                first = item.first_child
                if first is not None:
                    first.insert_before(f"{number}.")
                number += 1


def letters(node: LexborNode | None) -> int:
    return len(re.findall(r"\w", node.text())) if node else 0


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Without the nodes inside others of the list, which die with them."""
    chosen = {node.mem_id for node in nodes}
    return [node for node in nodes if not _has_ancestor(node, chosen)]


def _has_ancestor(node: LexborNode, chosen: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in chosen:
            return True
        parent = parent.parent
    return False


def drop(nodes: list[LexborNode]) -> None:
    for node in _outermost(nodes):
        node.decompose()
