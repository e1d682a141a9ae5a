"""What hotline staff do in the console, most of it without a mouse."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Running

QUESTION = "省级专精特新在晋城奖多少"


def sign_in(page: Page, service: Running, key: str) -> None:
    page.goto(f"{service.url}/console")
    expect(page.get_by_label("访问密钥")).to_be_focused()
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    expect(page.locator(".desk input")).to_be_focused()


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_staff_finds_copies_compares_and_files_by_keyboard_alone(
    service: Running, page: Page
) -> None:
    sign_in(page, service, service.staff)
    page.keyboard.type(QUESTION)
    expect(page.locator(".hit").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit[data-chosen]")).to_have_count(1)
    expect(page.locator(".clause-pane h2")).to_be_visible()

    page.keyboard.press("Enter")
    answer = page.locator(".answer-pane")
    expect(answer.locator(".direct")).to_contain_text("10万元")
    expect(answer.locator(".departments").first).to_contain_text("市财政局")
    expect(page.locator(".clause-pane mark")).to_contain_text("专精特新")
    expect(answer).to_be_focused()

    page.keyboard.press("c")
    expect(answer).to_contain_text("已复制：复制工单文本")
    copied = _clipboard(page)
    for line in ("【结论】", "【金额】", "【依据】", "【责任单位】", "【查询日期】"):
        assert line in copied
    assert "（晋市政办〔2022〕5号）二、财税支持 第22条" in copied
    page.keyboard.press("r")
    expect(answer).to_contain_text("已复制：复制念给对方")
    assert "[1]" not in _clipboard(page)
    page.keyboard.press("l")
    expect(answer).to_contain_text("已复制：复制带链接")
    assert f"{service.url}/documents/" in _clipboard(page)

    page.keyboard.press("m")
    table = page.locator("table.compare")
    expect(table.locator("thead th")).to_have_count(5)
    expect(table).to_contain_text("未规定")
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    expect(page.locator(".desk input")).to_be_focused()
    page.keyboard.press("Enter")
    expect(answer).to_be_focused()
    page.keyboard.press("o")
    expect(page.get_by_label("采用的答复")).to_have_value(re.compile("10万元"))
    expect(page.get_by_label("备注")).to_be_focused()
    page.keyboard.type('=HYPERLINK("http://x.example") 来电 13800138000')
    page.reload()
    page.get_by_role("button", name="工单", exact=True).press("Enter")
    expect(page.get_by_label("采用的答复")).to_have_value(re.compile("10万元"))
    page.get_by_role("button", name="提交工单").press("Enter")
    expect(page.locator(".filed")).to_contain_text("HYPERLINK")
    expect(page.locator(".filed")).not_to_contain_text("13800138000")

    page.get_by_label("在工单里查找").fill("没有这样的工单")
    expect(page.locator(".filed")).to_contain_text("还没有工单")
    page.get_by_label("在工单里查找").fill("专精特新")
    expect(page.locator(".filed")).to_contain_text("HYPERLINK")
    assert all(not c.startswith(("=", "+", "-", "@")) for c in _exported_csv(page))
    assert "<f>" not in _exported_sheet(page)


def _exported_csv(page: Page) -> list[str]:
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 CSV").press("Enter")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    return cells


def _exported_sheet(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").press("Enter")
    with zipfile.ZipFile(download.value.path()) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    return sheet


def test_help_lists_the_keys_and_closes_by_escape(service: Running, page: Page) -> None:
    sign_in(page, service, service.staff)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="快捷键")
    expect(help_).to_contain_text("复制工单文本")
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()


def test_facets_narrow_the_results(service: Running, page: Page) -> None:
    sign_in(page, service, service.staff)
    page.keyboard.type("高新技术企业")
    page.locator(".filter summary").click()
    page.locator(".facets").get_by_label("地区").select_option("忻州市")
    badges = page.locator(".hits .badge:first-child")
    expect(badges.first).to_have_text("忻州市")
    assert set(badges.all_inner_texts()) == {"忻州市"}


def test_near_misses_say_why(service: Running, page: Page) -> None:
    sign_in(page, service, service.staff)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text("看看差一点的条款").click()
    why = page.locator(".near .hit small")
    expect(why.first).to_have_text(
        re.compile(r"排名靠后的原因：.*匹配度 0\.\d\d，低于入选的 0\.\d\d$")
    )
    page.locator(".desk select").first.select_option("晋城市")
    page.get_by_role("button", name="答复", exact=True).click()
    page.get_by_text("看看差一点的条款").click()
    expect(
        why.filter(has_text=re.compile("适用于.{2}[市县]，不是来电人所在地区")).first
    ).to_be_visible()


def test_compare_marks_the_figures_that_differ(service: Running, page: Page) -> None:
    sign_in(page, service, service.staff)
    page.get_by_role("button", name="对比").click()
    page.keyboard.type("高新技术企业首次认定有什么奖励")
    page.keyboard.press("Enter")
    row = page.locator("table.compare tbody tr").first
    expect(row).to_be_visible()
    cells = dict(zip(["省", "晋城", "忻州", "泽州", "城区"], row.locator("td").all(), strict=True))
    assert cells["晋城"].locator("mark").all_inner_texts()[-1] == "30万元"
    expect(cells["省"].locator("strong")).to_have_text("10万元")
    expect(cells["省"].locator("mark")).to_have_count(0)
    expect(cells["泽州"]).to_have_text("未规定")


def test_facets_are_all_there(service: Running, page: Page) -> None:
    sign_in(page, service, service.staff)
    page.keyboard.type("稳岗返还")
    page.locator(".filter summary").click()
    expect(page.locator(".hit").first).to_be_visible()
    for name in ("地区", "层级", "文件", "部门", "时效"):
        assert page.locator(".facets").get_by_label(name).locator("option").count() > 1
    page.locator(".facets").get_by_label("时效").select_option("expired")
    badges = page.locator(".hits .badge.bad")
    expect(badges.first).to_contain_text("已过期")
    assert badges.count() == page.locator(".hits .hit").count()


@pytest.mark.parametrize("who", ["nobody", "staff"])
def test_administration_is_for_administrators(service: Running, page: Page, who: str) -> None:
    if who == "nobody":
        page.goto(f"{service.url}/console")
        expect(page.get_by_label("访问密钥")).to_be_visible()
    else:
        sign_in(page, service, service.staff)
    expect(page.get_by_role("button", name="管理", exact=True)).to_have_count(0)


def test_the_console_speaks_english_on_request(service: Running, page: Page) -> None:
    page.goto(f"{service.url}/console?lang=en")
    page.get_by_label("Access key").fill(service.staff)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("What does the caller ask?")).to_be_focused()


def test_a_figure_leads_to_its_clause_and_that_to_its_neighbours(
    service: Running, page: Page
) -> None:
    sign_in(page, service, service.staff)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    clause = page.locator(".clause-pane")
    page.locator(".direct button.marker").first.click()
    expect(clause.locator("mark")).to_contain_text("5万元、10万元、20万元")
    expect(clause.locator("h2")).to_have_text("支持新兴产业发展")
    clause.get_by_role("button", name="下一条").click()
    expect(clause.locator("h2")).to_have_text("支持服务业提质增效")
    clause.get_by_text("本文件目录").click()
    here = clause.locator(".outline-item[aria-current]")
    expect(here).to_contain_text("支持服务业提质增效")
    clause.locator(".outline-item", has_text="支持新兴产业发展").click()
    expect(clause.locator("h2")).to_have_text("支持新兴产业发展")
