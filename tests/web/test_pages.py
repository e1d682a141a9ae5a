"""The document viewer, without JavaScript, and what the pages weigh."""

import gzip
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, expect

from corpus.library import documents
from tests.web.conftest import Running

STATIC = Path("assistant/web/static")
JINCHENG = "晋市政办〔2022〕5号"
_WIDGET_LIMIT_BYTES = 40 * 1024


def test_every_clause_has_its_address(service: Running) -> None:
    for document in documents():
        text = httpx.get(f"{service.url}/documents/{quote(document.number)}").text
        for clause in document.clauses:
            assert f'id="{clause.clause_id}"' in text


def test_the_viewer_reads_and_searches_without_javascript(
    service: Running, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{service.url}/documents/{JINCHENG}#二.22")
    clause = page.locator("section.clause:target")
    expect(clause).to_contain_text("支持新兴产业发展")
    expect(clause).to_contain_text("市财政局")
    page.get_by_label("在本文件中查找").fill("单项冠军")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("status")).to_contain_text("找到 1 条")
    expect(page.locator("article mark").first).to_have_text("单项冠军")
    context.close()


def test_a_printed_document_is_its_text_alone(service: Running, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{service.url}/documents/{JINCHENG}")
    page.emulate_media(media="print", color_scheme="dark")
    for part in ("header.site", "nav.outline", "form.find", "footer.site", "a.anchor >> nth=0"):
        expect(page.locator(part)).to_be_hidden()
    clause = page.locator("section.clause").nth(1)
    expect(clause).to_be_visible()
    style = "e => [getComputedStyle(e).color, getComputedStyle(e).breakInside]"
    assert clause.evaluate(style) == ["rgb(0, 0, 0)", "avoid"]
    expect(page.locator(".departments").first).to_be_visible()
    page.close()


def test_an_unknown_document_is_said_to_be_missing(service: Running) -> None:
    found = httpx.get(f"{service.url}/documents/{quote('无此文〔2099〕1号')}")
    assert found.status_code == 404
    assert "没有找到这份文件" in found.text


@pytest.mark.parametrize("path", ["/", "/documents", "/console", f"/documents/{quote(JINCHENG)}"])
def test_pages_hold_no_inline_script_or_style(service: Running, path: str) -> None:
    text = httpx.get(service.url + path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", text)


def test_the_widget_is_small() -> None:
    files = [STATIC / "widget.js", *(STATIC / "widget").glob("*.js")]
    assert sum(len(gzip.compress(f.read_bytes())) for f in files) <= _WIDGET_LIMIT_BYTES


def test_the_widget_and_the_pages_share_one_palette() -> None:
    """The widget may not load the pages' sheet, so the colours stand in two files."""
    palettes = [
        re.findall(r"--(?!font)[a-z-]+: #[0-9a-f]+", (STATIC / name).read_text())
        for name in ("theme.css", "widget/style.js")
    ]
    on_screen = len(palettes[1])
    assert palettes[0][:on_screen] == palettes[1]
