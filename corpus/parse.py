"""Text → Documents with Clauses. Pure; `document_number` and `clause_id` are minted here."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.articles import Marked, headings
from corpus.clause import Clause, Piece, PieceKind
from corpus.layout import Line, Part, wrap_width
from corpus.numbering import Mark, Outline, Place, Rank, marks

PREAMBLE = "preamble"

#: a clause's own title ends with the first full stop, if that comes this early
_LONGEST_HEADING = 60
_TERMINAL = tuple("。；！？.;")
#: no printed paragraph is longer; such a line is a text that lost its line breaks
_LONGEST_PARAGRAPH = 600
_TOP = Place(at_line_start=True, before="", after_heading=True, distance=0)


@dataclass(slots=True)
class _Node:
    """A heading and the lines under it, until the next heading."""

    path: tuple[str, ...]
    mark: Mark | None = None
    mark_length: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    heading: str = ""
    bare: bool = False
    has_children: bool = False

    @property
    def clause_id(self) -> str:
        return ".".join(self.path) or PREAMBLE

    @property
    def is_heading_only(self) -> bool:
        """A section's name with nothing of its own to cite."""
        return self.has_children and self.bare and len(self.lines) == 1


def clauses_of(part: Part, number: str) -> tuple[tuple[Clause, ...], tuple[Piece, ...]]:
    """The clauses of one document and the pieces that every character of it belongs to."""
    nodes, pieces = _walk(part.lines)
    width = wrap_width(part.lines)
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        node.has_children = following is not None and _is_below(following.path, node.path)
    habits = _habits(nodes, width)
    for node in nodes:
        node.bare = _is_bare(node, width) and (node.has_children or habits[_rank(node)])
        node.heading = _heading(node)
    clauses = _clauses(nodes, number, width)
    ids = {c.spans[0][0]: c.clause_id for c in clauses if c.spans}
    return clauses, tuple(_pieces(nodes, pieces, ids))


def _walk(lines: Sequence[Line]) -> tuple[list[_Node], list[Piece]]:
    """Cut the lines at the headings that the outline admits."""
    marked = [Marked(line.text, _marks(line)) for line in lines]
    heads = headings(marked)
    outline = Outline(has_articles=bool(heads))
    nodes = [_Node(())]
    noise: list[Piece] = []
    above = _TOP
    for at, line in enumerate(lines):
        if line.kind is not None:
            noise.append(Piece(line.start, line.end, line.kind))
            if line.kind is not PieceKind.PAGE:
                above = _TOP
            continue
        known = {mark.start for mark in marked[at].marks if (at, mark.start) in heads}
        _fill(nodes, line, _cuts(marked[at], known, outline, above))
        last = nodes[-1]
        is_heading = len(last.lines) == 1 and bool(last.path) and _looks_bare(last)
        above = replace(_TOP, before=line.text[-1:], after_heading=is_heading)
    return nodes, noise


def _marks(line: Line) -> tuple[Mark, ...]:
    """A number in a cell of a table heads nothing."""
    return () if line.kind or is_row(line.text) else tuple(marks(line.text))


def _cuts(
    line: Marked, heads: Collection[int], outline: Outline, above: Place
) -> list[tuple[int, Mark, tuple[str, ...]]]:
    """Where in the line a heading begins, with the path that leads to it."""
    found: list[tuple[int, Mark, tuple[str, ...]]] = []
    text = line.text
    for mark in line.marks:
        place = replace(
            above,
            heads_article=mark.start in heads,
            runs_on=len(text) > _LONGEST_PARAGRAPH,
            distance=mark.start - (found[-1][0] if found else 0),
        )
        printed = text[: mark.start].rstrip()
        if printed:
            place = replace(
                place, at_line_start=False, before=printed[-1], after_heading=bool(found)
            )
        if outline.admits(mark, place):
            found.append((mark.start, mark, outline.enter(mark, place)))
    return found


def _fill(
    nodes: list[_Node], line: Line, cuts: Iterable[tuple[int, Mark, tuple[str, ...]]]
) -> None:
    """Hand the line's stretches to the nodes they belong to."""
    start, position = line.start, 0
    for cut, mark, path in cuts:
        if line.text[position:cut].strip():
            stop = line.text_start + cut
            _extend(nodes[-1], start, stop, line.text[position:cut])
            start = stop
        # `（ 十 ）家庭服务` is printed with blanks that the text of the clause has not
        nodes.append(_Node(path, mark, len(squeeze(line.text[mark.start : mark.end]))))
        position = cut
    _extend(nodes[-1], start, line.end, line.text[position:])


def _extend(node: _Node, start: int, end: int, text: str) -> None:
    node.spans.append((start, end))
    node.lines.append(squeeze(text))


def squeeze(text: str) -> str:
    """No blanks but those between Latin words: `3 亿元` → `3亿元`, `Jincheng city` stays."""
    bare = text.strip()
    if is_row(bare):
        return f"| {' | '.join(squeeze(cell) for cell in bare.strip('|').split('|'))} |"
    return re.sub(r"(?<![A-Za-z,.])\s+|\s+(?![A-Za-z])", "", bare)


def is_row(line: str) -> bool:
    """Whether it is a row of a table: `| 1. 门诊次均费用 | 逐步降低 |`."""
    return line.startswith("|") and line.endswith("|") and len(line) > 1


def _looks_bare(node: _Node) -> bool:
    text = node.lines[0]
    return len(text) <= _LONGEST_HEADING and not text.endswith(_TERMINAL) and "。" not in text


def _is_bare(node: _Node, width: int) -> bool:
    """Whether the first line is only a title: it ends early, or something else follows it."""
    if not node.path or not _looks_bare(node):
        return False
    if len(node.lines) == 1:
        return node.has_children
    return width == 0 or len(node.lines[0]) < 0.75 * width


def _rank(node: _Node) -> Rank | None:
    return node.mark.rank if node.mark else None


def _habits(nodes: Sequence[_Node], width: int) -> dict[Rank | None, bool]:
    """Whether a document prints the titles of a rank on lines of their own, as a rule."""
    by_rank: dict[Rank | None, list[bool]] = {}
    for node in nodes:
        by_rank.setdefault(_rank(node), []).append(_is_bare(node, width))
    return {rank: sum(bare) * 2 > len(bare) for rank, bare in by_rank.items()}


def _heading(node: _Node) -> str:
    if not node.path:
        return ""
    if node.path[-1].startswith("附件"):
        return ""
    if node.bare:
        return node.lines[0][node.mark_length :].strip("　 ")
    text = "".join(node.lines)[node.mark_length :]
    first, stop, rest = text.partition("。")
    if stop and rest and len(first) <= _LONGEST_HEADING and "（责任单位" not in first:
        short = len(first) <= 36 or "，" not in first
        return first if short and not re.search("[；：]", first) else ""
    return first.rstrip("。") if not rest and len(first) <= 25 else ""


def _is_below(child: tuple[str, ...], parent: tuple[str, ...]) -> bool:
    return bool(parent) and len(child) > len(parent) and child[: len(parent)] == parent


def _clauses(nodes: Sequence[_Node], number: str, width: int) -> tuple[Clause, ...]:
    headings: dict[tuple[str, ...], str] = {}
    taken: dict[str, int] = {}
    found: list[Clause] = []
    for node in nodes:
        if node.path:
            headings[node.path] = _printed_heading(node)
        if not node.lines or node.is_heading_only or not "".join(node.lines):
            continue
        taken[node.clause_id] = times = taken.get(node.clause_id, 0) + 1
        clause_id = node.clause_id if times == 1 else f"{node.clause_id}-{times}"
        found.append(
            Clause(
                document_number=number,
                clause_id=clause_id,
                label=_label(node, headings),
                heading=node.heading or _parent_heading(node, headings),
                text=_join(node, width),
                printed="",
                spans=tuple(node.spans),
                path=node.path,
            )
        )
    return _with_neighbours(found)


def _printed_heading(node: _Node) -> str:
    return node.lines[0][: node.mark_length] + node.heading


def _parent_heading(node: _Node, headings: dict[tuple[str, ...], str]) -> str:
    """A measure without a title of its own goes by its section's."""
    parent = headings.get(node.path[:-1], "")
    return re.sub(r"^(?:[一二三四五六七八九十]+、|[（(].{1,3}[）)]|第.{1,4}[章节])", "", parent)


def _label(node: _Node, headings: dict[tuple[str, ...], str]) -> str:
    """What a person reads: `二、财税支持 第22条`."""
    if not node.path:
        return "前言"
    above = [headings.get(node.path[: i + 1], "") for i in range(len(node.path) - 1)]
    last = node.path[-1]
    if last.startswith("附件"):
        own = last
    elif _rank(node) in (Rank.DIGIT, Rank.ARTICLE):
        own = f"第{last}条"
    else:
        own = headings[node.path]
    return " ".join([*filter(None, above), own])


def _join(node: _Node, width: int) -> str:
    """Wrapped lines become one paragraph; what was a paragraph of its own stays one."""
    text = ""
    for index, line in enumerate(node.lines):
        if index and _breaks_after(node, index - 1, width):
            text += "\n"
        elif index and re.search("[A-Za-z]$", text) and re.match("[A-Za-z]", line):
            text += " "
        text += line
    return text.strip()


def _breaks_after(node: _Node, index: int, width: int) -> bool:
    line = node.lines[index]
    if (index == 0 and node.bare) or is_row(line) or is_row(node.lines[index + 1]):
        return True
    ended = line.endswith(("。", "；", "：", "）", "〕"))
    return ended and (width == 0 or len(line) < 0.8 * width)


def _with_neighbours(clauses: list[Clause]) -> tuple[Clause, ...]:
    ids = [None, *(c.clause_id for c in clauses), None]
    return tuple(
        replace(clause, previous=ids[i], next=ids[i + 2]) for i, clause in enumerate(clauses)
    )


def _pieces(nodes: Sequence[_Node], noise: Iterable[Piece], ids: dict[int, str]) -> Iterable[Piece]:
    found = list(noise)
    for node in nodes:
        if not node.spans:
            continue
        clause_id = ids.get(node.spans[0][0])
        kind = PieceKind.CLAUSE if clause_id is not None else PieceKind.HEADING
        found += [Piece(start, end, kind, clause_id) for start, end in node.spans]
    return sorted(found, key=lambda piece: piece.start)
