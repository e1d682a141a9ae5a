"""Markdown: the markup goes, headings and list numbers stay."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.clause import UnreadableFile
from corpus.readers import clean, html, text

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_LINE_TEXT = {"text", "code_inline"}
_BREAKS = {"softbreak", "hardbreak"}


def read(name: str, data: bytes) -> str:
    """One block or printed line per line."""
    source = _FRONT_MATTER.sub("", text.read(name, data))
    # An indented paragraph of a Chinese document is no code, and a rule under it no heading mark.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "lheading"])
    cleaned = clean.join(list(_lines(SyntaxTreeNode(parser.parse(source)))))
    if not cleaned:
        raise UnreadableFile(name, "it holds markup and no text", "save it again with its text")
    return cleaned


def _lines(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type == "inline":
        yield from _inline(node).split("\n")
    elif node.type in ("fence", "code_block"):
        yield from node.content.split("\n")
    elif node.type == "html_block":
        yield from html.lines_of(node.content)
    elif node.type == "tr":
        yield clean.row([_inline(cell).replace("\n", " ") for cell in node.children])
    elif node.type == "ordered_list":
        yield from _numbered(node)
    else:
        for child in node.children:
            yield from _lines(child)


def _numbered(node: SyntaxTreeNode) -> Iterator[str]:
    printed = [item.info for item in node.children]
    # `1. 1. 1.` is Markdown's way to leave the counting to the reader; else as printed.
    counted = len(printed) > 1 and len(set(printed)) == 1
    for step, item in enumerate(node.children):
        number = str(int(printed[0]) + step) if counted else printed[step]
        body = list(_lines(item))
        yield f"{number}{item.markup}{body[0] if body else ''}"
        yield from body[1:]


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in _LINE_TEXT:
        return node.content
    if node.type in _BREAKS:
        return "\n"
    if node.type == "image" or node.type == "html_inline":
        return "\n" if re.match(r"<br\b", node.content or "", re.IGNORECASE) else ""
    return "".join(map(_inline, node.children))
