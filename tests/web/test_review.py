"""What was not answered well, and how it becomes a case of the evaluation."""

from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from evals.dataset import Row, read
from tests.web.conftest import Running
from tests.web.test_console import sign_in

QUESTION = "晋城新认定的众创空间奖多少"


def _cases(page: Page, service: Running, folder: Path) -> dict[str, Row]:
    """What the console's download holds, read as the evaluation reads it."""
    path = folder / "cases.jsonl"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载评测用例").click()
    path.write_bytes(Path(download.value.path()).read_bytes())
    return {row.question: row for row in read(path)}


def test_a_refused_question_becomes_a_case_with_one_click(
    service: Running, page: Page, tmp_path: Path
) -> None:
    sign_in(page, service, service.staff)
    for question in ("火星移民补贴多少", "火星移民补贴多少钱"):
        page.locator(".desk input").fill(question)
        with page.expect_response("**/v1/ask"):
            page.locator(".desk input").press("Enter")
        expect(page.locator(".answer-pane .lead")).to_have_text("文件中没有找到依据")
    page.get_by_role("button", name="待改进").click()
    group = page.locator(".group", has_text="火星移民").first
    item = group.locator(".item").nth(1)
    item.get_by_role("button", name="转为评测用例").click()
    expect(item.locator(".case")).to_contain_text("用例完整")
    question = item.locator("p").first.inner_text()
    row = _cases(page, service, tmp_path)[question]
    assert (row.must_be_refused, row.kind, row.gold) == (True, "unanswerable", ())


def test_staff_confirms_the_clause_that_a_disliked_answer_should_have_cited(
    service: Running, page: Page, tmp_path: Path
) -> None:
    answer = httpx.post(f"{service.url}/v1/ask", json={"question": QUESTION}).json()
    opinion = {"answer_id": answer["id"], "rating": "down", "comment": "没有说省级的"}
    httpx.post(f"{service.url}/v1/feedback", json=opinion)
    sign_in(page, service, service.staff)
    page.get_by_role("button", name="待改进").click()
    item = page.locator(".item", has_text="没有说省级的")
    expect(item).to_contain_text("当时答复：")
    item.get_by_role("button", name="转为评测用例").click()
    case = item.locator(".case")
    expect(case).to_contain_text("还没有选定应引用的条款")
    assert QUESTION not in _cases(page, service, tmp_path)

    case.locator(".gold label", has_text="晋市政办〔2022〕5号").first.click()
    case.get_by_label("答复里必须有").fill("10万元/100,000；众创空间")
    case.get_by_label("答复里不能有").fill("50万元")
    case.get_by_role("button", name="确认用例").click()
    expect(case).to_contain_text("用例完整")
    row = _cases(page, service, tmp_path)[QUESTION]
    assert row.gold == (("晋市政办〔2022〕5号", "五.50"),)
    assert (row.facts, row.forbid) == ((("10万元", "100,000"), ("众创空间",)), ("50万元",))

    page.reload()
    page.get_by_role("button", name="待改进").click()
    expect(case.get_by_label("答复里必须有")).to_have_value("10万元/100,000；众创空间")
    expect(case.locator(".gold input:checked")).to_have_count(1)
    case.get_by_role("button", name="撤销").click()
    expect(item.get_by_role("button", name="转为评测用例")).to_be_focused()
    assert QUESTION not in _cases(page, service, tmp_path)
