"""Saved web pages: the policy, its record (文号, 成文日期 …) and its title; no menus, no footers.

selectolax parses, the rest is a walk. Measured on the 31 saved pages: trafilatura returns the
layout table of gov.cn pages as one line, and readability loses the record; both need lxml's
html_clean, which pip 23.2 cannot resolve.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.clause import UnreadableFile
from corpus.readers import clean, text
from corpus.readers.html_lines import drop, letters, node_lines
from corpus.record import pairs

# Never text, whatever they hold.
_DROPPED_TAGS = (
    "head,script,style,noscript,template,iframe,object,embed,svg,canvas,audio,video,form,button,"
    "input,select,textarea,nav,footer,aside,dialog,[hidden],[aria-hidden=true],[role=navigation],"
    "[role=banner],[role=contentinfo],[role=search],[role=complementary]"
)
_DROPPED_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|foot(?:er)?|bottom|copyright|bread-?crumbs?|crumbs?|"
    r"position|share|bdshare\w*|social|qr(?:code|_container)?|ewm|toolbar|tools?|print|fontsize|"
    r"related|relevant|recommend|xgyd|xgwj|side-?bar|search|login|comment|advert\w*|banner|logo|"
    r"pag(?:er|ination)|dy_?close|pageBreak|editor-?name|zrbj)(?:$|[-_ \d])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Where the publishing systems of Chinese governments put the body, most telling first.
_BODIES = (
    "#UCAP-CONTENT,.TRS_UEDITOR,.TRS_Editor,.trs_editor_view,.Custom_UnionStyle,#zoom,#Zoom,"
    ".pages_content,.article-content,.article_content,.news_content,.xxgk_content,.zwxl-article,"
    ".bt-content,.view.TRS_UEDITOR,#js_content,#article,.article,[itemprop=articleBody],article,"
    "main,[role=main]"
)
_SITE = re.compile(r"\s*[_|\-—–]+\s*[^_|—–]*(?:政府|门户|网站|网|公报|文件|信息公开)[^_|—–]*$")
_TAG = re.compile(r"<(?:!doctype|html|body|p|div|table|br|h[1-6]|span|ul|ol)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_BODY_SHARE = 0.5
_DESCENT_SHARE = 0.85
# No page has more of these; without a cap a page made to be slow would be.
_MOST_LEVELS, _MOST_CANDIDATES = 60, 500


def read(name: str, data: bytes) -> str:
    """Title where the body lacks it, the record, the body: one paragraph or table row per line."""
    charset = _CHARSET.search(data[:4096])
    source = text.decode(name, data, charset[1].decode("ascii") if charset else None)
    if not _TAG.search(source):
        remedy = "save the page again from a browser, after it has loaded"
        raise UnreadableFile(name, "it holds a script or data and no web page", remedy)
    tree = LexborHTMLParser(source)
    titles = _titles(tree)
    _prune(tree)
    body = _body(tree)
    lines = [each for line in node_lines(body) for each in _record([line]) or [line]]
    if not any(re.search(r"\w", line) for line in lines):
        remedy = "save the page again from a browser, after it has loaded"
        raise UnreadableFile(name, "the page holds no text besides scripts and menus", remedy)
    record = _record(_rest_lines(tree, body))
    return clean.join([*_missing_title(titles, record + lines), *record, *lines])


def lines_of(fragment: str) -> list[str]:
    """The lines of a piece of HTML inside another format."""
    tree = LexborHTMLParser(fragment)
    _prune(tree)
    return node_lines(tree.body) if tree.body else []


def _titles(tree: LexborHTMLParser) -> list[str]:
    """What the page says its title is, best first."""
    found = []
    for selector in ("meta[name=ArticleTitle]", "meta[property='og:title']"):
        node = tree.css_first(selector)
        found.append((node.attributes.get("content") or "") if node else "")
    heading, title = tree.css("h1"), tree.css_first("title")
    found.append(heading[0].text() if len(heading) == 1 else "")
    found.append(_SITE.sub("", _SITE.sub("", title.text())) if title else "")
    return [clean.line(re.sub(r"\s+", " ", each)) for each in found]


def _rest_lines(tree: LexborHTMLParser, body: LexborNode) -> list[str]:
    if body.tag in ("html", "body") or tree.body is None:
        return []
    body.decompose()
    return node_lines(tree.body)


def _missing_title(titles: list[str], lines: list[str]) -> list[str]:
    title = next((each for each in titles if len(each) > 3), "")
    page = re.sub(r"[\s|]", "", "".join(lines[:40]))
    return [] if not title or re.sub(r"[\s|]", "", title) in page else [title]


def _prune(tree: LexborHTMLParser) -> None:
    drop([node for node in tree.css(_DROPPED_TAGS) if node.tag not in ("html", "body")])
    drop([node for node in tree.css("[style]") if _is_hidden(node)])
    # A page whose whole text sits in a `div class="banner"` keeps it.
    most = letters(tree.body) / 3
    named = [node for node in tree.css("[class],[id]") if _DROPPED_NAMES.search(_names(node))]
    named = named[:_MOST_CANDIDATES]
    drop([node for node in named if letters(node) < most])


def _is_hidden(node: LexborNode) -> bool:
    return node.tag != "body" and bool(_HIDDEN.search(node.attributes.get("style") or ""))


def _names(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def _body(tree: LexborHTMLParser) -> LexborNode:
    root = tree.body or tree.root
    if root is None:
        raise ValueError("a parsed page has a root")
    total = _prose(root)
    for selector in _BODIES.split(","):
        nodes = tree.css(selector)[:_MOST_CANDIDATES]
        best = max(nodes, key=_prose, default=None)
        if best is not None and _prose(best) >= total * _BODY_SHARE:
            return best
    return _densest(root, total)


def _densest(root: LexborNode, total: int) -> LexborNode:
    """The innermost element that still holds nearly all of the text outside links."""
    node = root
    for _ in range(_MOST_LEVELS):
        best = max(node.iter(), key=_prose, default=None)
        if best is None or best.tag in ("p", "span") or _prose(best) < total * _DESCENT_SHARE:
            break
        node = best
    while node.tag in ("table", "tbody", "tr") and node.parent is not None:
        node = node.parent
    return node


def _prose(node: LexborNode) -> int:
    return letters(node) - sum(letters(link) for link in node.css("a"))


def _record(lines: list[str]) -> list[str]:
    """`索 引 号： | 000014349/2019-00006 | …` as one `label：value` line each."""
    return [f"{label}：{value}" for each in lines for label, value in pairs(each) if value]
