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


def _sign_in(page: Page, service: Running, key: str) -> None:
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
    _sign_in(page, service, service.staff)
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
        page.get_by_role("link", name="导出 CSV").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    return cells


def _exported_sheet(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    with zipfile.ZipFile(download.value.path()) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    return sheet


def test_help_lists_the_keys_and_closes_by_escape(service: Running, page: Page) -> None:
    _sign_in(page, service, service.staff)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="快捷键")
    expect(help_).to_contain_text("复制工单文本")
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()


def test_facets_narrow_the_results(service: Running, page: Page) -> None:
    _sign_in(page, service, service.staff)
    page.keyboard.type("高新技术企业")
    page.locator(".filter summary").click()
    page.locator(".facets").get_by_label("地区").select_option("忻州市")
    badges = page.locator(".hits .badge:first-child")
    expect(badges.first).to_have_text("忻州市")
    assert set(badges.all_inner_texts()) == {"忻州市"}


def test_near_misses_say_why(service: Running, page: Page) -> None:
    _sign_in(page, service, service.staff)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text("看看差一点的条款").click()
    expect(page.locator(".near .hit").first).to_contain_text("排名靠后的原因")


def test_a_refused_question_becomes_an_evaluation_case(service: Running, page: Page) -> None:
    _sign_in(page, service, service.staff)
    for question in ("火星移民补贴多少", "火星移民补贴多少钱"):
        page.locator(".desk input").fill(question)
        with page.expect_response("**/v1/ask"):
            page.locator(".desk input").press("Enter")
        expect(page.locator(".answer-pane .lead")).to_have_text("文件中没有找到依据")
    page.get_by_role("button", name="待改进").click()
    group = page.locator(".group", has_text="火星移民").first
    expect(group.locator(".item").nth(1)).to_be_visible()
    group.get_by_role("button", name="转为评测用例").first.click()
    expect(group).to_contain_text("已转为评测用例")
    cases = page.request.get(f"{service.url}/v1/evaluation-cases").text()
    assert "火星移民" in cases


def test_a_document_is_previewed_goes_live_and_is_removed(service: Running, page: Page) -> None:
    _sign_in(page, service, service.admin)
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("button", name="文件", exact=True).click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "new.txt",
            "mimeType": "text/plain",
            "buffer": "测试县人民政府办公室关于支持养蜂产业发展的若干措施\n测政办发〔2031〕9号\n\n"
            "一、资金支持\n1.养蜂补贴。对养蜂户每箱补贴77元。（责任单位：县农业农村局）\n"
            "2.设备补贴。对购置摇蜜机的给予300元补贴。（责任单位：县农业农村局）\n".encode(),
        }
    )
    expect(page.locator(".preview")).to_contain_text("测政办发〔2031〕9号")
    expect(page.locator(".preview")).to_contain_text("新文件")
    listed = page.locator(
        "section:not([hidden]) > div > .scroll td", has_text="测政办发〔2031〕9号"
    )
    expect(listed).to_have_count(0)
    page.get_by_role("button", name="确认上线").click()
    expect(page.get_by_text("已上线。")).to_be_visible()
    row = page.locator("tr", has_text="测政办发〔2031〕9号")
    row.get_by_role("button", name="移除").click()
    page.get_by_role("dialog", name="移除").get_by_role("button", name="移除").click()
    expect(row).to_have_count(0)


def test_usage_reads_as_a_table_too(service: Running, page: Page) -> None:
    _sign_in(page, service, service.admin)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".direct")).to_be_visible()
    page.get_by_role("button", name="管理", exact=True).click()
    chart = page.locator(".chart").first
    chart.get_by_text("看表格").click()
    expect(chart.locator("tbody tr")).to_have_count(30)


@pytest.mark.parametrize("who", ["nobody", "staff"])
def test_administration_is_for_administrators(service: Running, page: Page, who: str) -> None:
    if who == "nobody":
        page.goto(f"{service.url}/console")
        expect(page.get_by_label("访问密钥")).to_be_visible()
    else:
        _sign_in(page, service, service.staff)
    expect(page.get_by_role("button", name="管理", exact=True)).to_have_count(0)


def test_the_console_speaks_english_on_request(service: Running, page: Page) -> None:
    page.goto(f"{service.url}/console?lang=en")
    page.get_by_label("Access key").fill(service.staff)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("What does the caller ask?")).to_be_focused()
