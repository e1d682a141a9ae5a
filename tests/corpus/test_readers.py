"""Every format becomes lines of text, and what cannot be read says what would help."""

import io
import zipfile
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml

from corpus.clause import UnreadableFile
from corpus.readers.limits import MAX_PDF_PAGES
from corpus.readers.numerals import numeral
from corpus.sources import SUFFIXES, read_bytes, read_text
from tests.corpus import printed

SHARED = Path(__file__).parents[3] / "shared" / "documents"
NOTICE = "关于做好2022年工作的通知\n一、总体要求\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_is_decoded_whatever_it_was_saved_in(encoding: str) -> None:
    assert read_bytes("a.txt", NOTICE.encode(encoding)) == NOTICE


def test_text_keeps_its_words_and_gets_plain_line_ends() -> None:
    assert (
        read_bytes("a.txt", "　一、 总则\r\n\r\n二、附则\r".encode()) == "　一、 总则\n\n二、附则\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x01", "text"),
        ("a.txt", b"\x81\x20\xff\xff\xff", "no text in any known encoding|not text"),
        ("a.txt", b"", "empty"),
        ("a.md", b"---\n\n***\n", "no text"),
        ("a.xls", b"1", "no reader for .xls"),
        ("README", b"1", "without a suffix"),
        ("a.html", b"function f(){return 1}", "script"),
        ("a.html", b"<html><body><script>1</script><nav>x</nav></body></html>", "no text"),
        ("a.docx", b"PK\x03\x04 broken", "no valid .docx"),
        ("a.docx", b"plain", "no valid .docx"),
        ("a.doc", b"plain", "no Word document"),
        ("a.pdf", b"%PDF-1.7 broken", "no valid PDF"),
        ("a.pdf", printed.pdf([[]]), "no page of it holds text"),
    ],
)
def test_a_file_that_cannot_be_read_says_which_why_and_what_helps(
    name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_bytes(name, data)
    assert caught.value.name == name
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"missing\.txt"):
        read_text(tmp_path / "missing.txt")


def test_markdown_loses_its_markup_and_keeps_its_numbers() -> None:
    source = (
        "---\ntitle: x\n---\n# 若干措施\n\n## 一、**总体**要求\n\n    缩进的段落[链接](http://x)\n\n"
        "3. 第三项\n4. 第四项\n\n1) 甲\n1) 乙\n\n| 类别 | 金额 |\n|---|---|\n| 小微 | 5万元 |\n\n"
        "1\\. 转义\n第一行\n第二行<br>第三行\n"
    )
    assert read_bytes("a.md", source.encode()).split("\n") == [
        "若干措施", "一、总体要求", "缩进的段落链接", "3.第三项", "4.第四项", "1)甲", "2)乙",
        "| 类别 | 金额 |", "| 小微 | 5万元 |", "1. 转义", "第一行", "第二行", "第三行",
    ]  # fmt: skip


PAGE = """<!doctype html><html><head><meta charset="gb2312">
<title>若干措施_晋城市人民政府门户网站</title>
<script>var a = "脚本";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a>政务公开</a></li></ul></div>
<div class="crumbs">当前位置：首页 &gt; 政策</div>
<table><tr><td>发文机关：</td><td>晋城市人民政府办公室</td></tr>
<tr><td>发文字号：</td><td>晋市政办〔2022〕5号</td></tr></table>
<div class="main"><div class="share">分享到：微信 微博</div>
<div class="text"><p>各县（市、区）人民政府：</p><p>　　一、总 则</p><p>第一段，支持
新兴产业发展，给予奖励。</p>第二段<br>第三段
<table><tr><th>级别</th><th>金额</th></tr><tr><td><p>国家级</p></td><td>50
万元</td></tr></table><ol start="3"><li>建机制</li><li>强保障</li></ol>
<p style="display:none">隐藏的字</p></div></div>
<div class="related">相关链接：<a>另一个政策</a></div>
<ul><li><a>上一篇：某某通知</a></li><li><a>下一篇：某某意见</a></li><li><a>更多政策文件</a></li></ul>
<div id="footer">主办单位：晋城市人民政府 晋ICP备05001234号</div></body></html>"""


def test_a_web_page_gives_title_record_and_body_and_nothing_else() -> None:
    assert read_bytes("a.html", PAGE.encode("gb18030")).split("\n") == [
        "若干措施", "发文机关：晋城市人民政府办公室", "发文字号：晋市政办〔2022〕5号",
        "各县（市、区）人民政府：", "一、总则", "第一段，支持新兴产业发展，给予奖励。",
        "第二段", "第三段", "| 级别 | 金额 |", "| 国家级 | 50万元 |", "3.建机制", "4.强保障",
    ]  # fmt: skip


def test_word_numbers_are_counted_as_word_counts_them() -> None:
    document = printed.empty()
    levels = [
        ("chineseCountingThousand", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
    ]
    printed.with_list(document, levels)
    for text, depth in [
        ("总则", 0),
        ("目标", 1),
        ("甲", 2),
        ("乙", 2),
        ("任务", 1),
        ("丙", 2),
        ("附则", 0),
    ]:
        printed.add_numbered(document, text, depth)
    printed.add_numbered(document, "又", 1)
    assert _lines(document) == [
        "一、总则", "（一）目标", "1.甲", "2.乙", "（二）任务", "1.丙", "二、附则", "（一）又",
    ]  # fmt: skip


def test_word_articles_and_multi_level_numbers_are_written_out() -> None:
    document = printed.empty()
    printed.with_list(
        document, [("chineseCounting", "第%1条　"), ("decimal", "%1.%2"), ("bullet", "·")]
    )
    for text, depth in [("为了规范", 0), ("子项", 1), ("点", 2), ("本办法", 0)]:
        printed.add_numbered(document, text, depth)
    assert _lines(document) == ["第一条为了规范", "一.1 子项", "点", "第二条本办法"]


def test_a_list_whose_style_carries_the_number_is_counted_too() -> None:
    document = printed.empty()
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Number")
    assert _lines(document) == ["1.甲", "2.乙"]


def test_a_list_that_starts_again_does_so_once() -> None:
    document = printed.empty()
    printed.with_list(document, [("decimal", "%1.")])
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {printed.W} w:numId="78"><w:abstractNumId w:val="77"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    for text, list_id in [("甲", 77), ("乙", 77), ("丙", 78), ("丁", 78)]:
        printed.add_numbered(document, text, 0, list_id)
    assert _lines(document) == ["1.甲", "2.乙", "5.丙", "6.丁"]


def test_word_tables_stand_in_their_place_with_merged_cells_once() -> None:
    document = printed.empty()
    document.add_paragraph("表前")
    table = document.add_table(rows=3, cols=3)
    for at, text in enumerate(
        ["级别", "对象", "金额", "市级", "小微", "5万元", "", "大型", "10万元"]
    ):
        table.cell(at // 3, at % 3).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("表后")
    assert _lines(document) == [
        "表前", "| 级别 | 对象 金额 |", "| 市级 | 小微 | 5万元 |", "| 大型 | 10万元 |", "表后",
    ]  # fmt: skip


def test_only_the_words_of_a_word_document_are_read() -> None:
    document = printed.empty()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    body = document.element.body
    run, gone = "<w:r><w:t>{}</w:t></w:r>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    control = f"<w:sdt><w:sdtContent>{run.format('内')}</w:sdtContent></w:sdt>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    added = f"<w:ins>{run.format('增')}</w:ins>"
    body.insert(
        0, parse_xml(f"<w:p {printed.W}>{run.format('正')}{gone}{control}{hidden}{added}</w:p>")
    )
    block = (
        f"<w:sdt {printed.W}><w:sdtContent><w:p>{run.format('控件段')}</w:p></w:sdtContent></w:sdt>"
    )
    body.insert(1, parse_xml(block))
    assert _lines(document) == ["正内增", "控件段"]


def _lines(document: Document) -> list[str]:
    return read_bytes("a.docx", printed.saved(document)).split("\n")


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (101, "japaneseCounting", "百一"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "ideographTraditional", "丙"),
        (13, "ideographDigital", "一三"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "decimalFullWidth", "３"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (7, "aFormatOfTheFuture", "7"),
    ],
)
def test_numbers_take_the_form_of_their_list(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


def test_old_word_documents_go_through_libreoffice() -> None:
    document = printed.empty()
    printed.with_list(document, [("chineseCounting", "%1、")])
    printed.add_numbered(document, "明确业务范围", 0)
    old = printed.converted(printed.saved(document), ".docx", "doc")
    assert read_bytes("a.doc", old) == "一、明确业务范围"
    assert read_bytes("renamed.docx", old) == "一、明确业务范围"


def test_a_doc_that_is_a_web_page_is_read_as_one() -> None:
    assert (
        read_bytes("a.doc", "<html><body><p>各县人民政府：</p></body></html>".encode())
        == "各县人民政府："
    )


def test_without_libreoffice_an_old_document_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFile, match=r"a\.doc: .*LibreOffice.*not installed"):
        read_bytes("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document")


def _page(number: int, body: str) -> list[printed.Run]:
    return [
        (90, 700, 16, body),
        (90, 676, 16, f"{body}，支持 3G 网络"),
        (40, 815, 8, "2026/7/24 15:57 若干措施_中国政府网"),
        (40, 20, 8, f"https://www.gov.cn/content_7075900.html {number}/3"),
        (280, 50, 10, f"— {number} —"),
        (90, 790, 9, f"晋城市人民政府公报 2022年第{number}期"),
    ]


def test_page_furniture_of_a_pdf_goes_and_the_text_stays() -> None:
    data = printed.pdf(
        [_page(at, text) for at, text in enumerate(["甲段", "乙段", "丙段"], start=1)]
    )
    assert read_bytes("a.pdf", data).split("\n") == [
        "甲段", "甲段，支持 3G 网络", "乙段", "乙段，支持 3G 网络", "丙段", "丙段，支持 3G 网络",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([(90, 700, 20, "儿童福利"), (90.4, 700, 20, "儿童福利")], "儿童福利"),
        ([(90 + 40 * at, 700, 20, char) for at, char in enumerate("国务院")], "国务院"),
        ([(90, 700, 16, "商务部"), (170, 700, 16, "教育部")], "商务部 教育部"),
        ([(90, 700, 16, "附"), (138, 700, 16, "件")], "附件"),
        ([(90, 700, 16, "一、"), (121, 700, 16, "总体要求")], "一、总体要求"),
        ([(90, 600, 16, "后画在上"), (90, 700, 16, "先读")], "先读\n后画在上"),
        ([(90, 700, 16, "⺠政部⼉童")], "民政部儿童"),
    ],
)
def test_printed_characters_become_words(runs: list[printed.Run], text: str) -> None:
    assert read_bytes("a.pdf", printed.pdf([runs])) == text


def test_columns_are_read_one_after_the_other() -> None:
    left = [(50.0, 700.0 - 30 * at, 12.0, text) for at, text in enumerate(["左一", "左二", "左三"])]
    right = [(320.0, 700.0 - 30 * at, 12.0, text) for at, text in enumerate(["右一", "右二"])]
    assert read_bytes("a.pdf", printed.pdf([left + right])).split("\n") == [
        "左一", "左二", "左三", "右一", "右二",
    ]  # fmt: skip


def test_a_protected_pdf_asks_for_the_password_to_go() -> None:
    options = (
        'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"x"}}'
    )
    data = printed.converted("密文".encode(), ".txt", options)
    with pytest.raises(UnreadableFile, match="password"):
        read_bytes("a.pdf", data)


SCANNED = ["晋城市人民政府办公室文件", "一、支持新兴产业发展", "对新认定的企业一次性奖励50万元。"]


def test_a_scan_is_read_by_tesseract() -> None:
    assert read_bytes("scan.pdf", printed.scan(SCANNED)).split("\n") == SCANNED


def test_without_tesseract_a_scan_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFile, match=r"scan\.pdf: .*Tesseract.*chi-sim"):
        read_bytes("scan.pdf", printed.scan(SCANNED))


def test_an_archive_that_would_fill_the_disk_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20 << 20))
    with pytest.raises(UnreadableFile, match="the limit is 200 times its size"):
        read_bytes("bomb.docx", file.getvalue())


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    data = printed.file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * 5_001, MAX_PDF_PAGES + 1),
            page,
        ]
    )
    with pytest.raises(UnreadableFile, match="5,001 pages, the limit is 5,000 pages"):
        read_bytes("long.pdf", data)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/documents beside the checkout")
def test_every_collected_document_is_read_or_says_why_not() -> None:
    unreadable = []
    for path in sorted(p for p in SHARED.iterdir() if p.suffix.lower() in SUFFIXES):
        try:
            text = read_text(path)
        except UnreadableFile as reason:
            unreadable.append(reason.name)
            continue
        assert len(text) > 200, path.name
        assert "扫一扫在手机打开当前页" not in text, path.name
        assert "https://www.gov.cn/zhengce" not in text, path.name
    # It holds the script of a login page and no page.
    assert unreadable == ["bj_agri_2025.html"]
