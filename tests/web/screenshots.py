"""`python -m tests.web.screenshots [VIEW…]`: views at three widths, light and dark, to look at."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from corpus.library import documents
from index.build import build
from index.encoder import load_encoder
from index.store import save
from tests.web.conftest import CHROMIUM, ROOT, Running, running

FOLDER = ROOT / "screenshots"
HEIGHTS = {360: 740, 768: 1024, 1440: 900}
QUESTION = "高新技术企业首次认定有什么奖励？"
FOLLOW_UP = "那再次认定的呢？"

View = Callable[[Page, Running], None]


def _home(page: Page, service: Running) -> None:
    page.goto(service.url)


def _answer(page: Page, service: Running) -> None:
    page.goto(service.url)
    _ask(page, "省级专精特新在晋城奖多少")
    _ask(page, QUESTION)


def _clause(page: Page, service: Running) -> None:
    _answer(page, service)
    page.locator("policy-chat button.marker").last.click()
    page.locator("policy-chat .clause mark").wait_for()


def _refusal(page: Page, service: Running) -> None:
    page.goto(service.url)
    _ask(page, "火星移民补贴多少")


def _failure(page: Page, service: Running) -> None:
    page.goto(service.url)
    page.route("**/v1/ask", lambda route: route.fulfill(status=429, headers={"Retry-After": "9"}))
    page.get_by_label("请输入您的问题").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()


def _documents(page: Page, service: Running) -> None:
    page.goto(f"{service.url}/documents")


def _document(page: Page, service: Running) -> None:
    page.goto(f"{service.url}/documents/晋市政办〔2022〕5号")


def _document_at_a_clause(page: Page, service: Running) -> None:
    page.goto(f"{service.url}/documents/晋市政办〔2022〕5号#二.22")


def _sign_in(page: Page, service: Running) -> None:
    page.goto(f"{service.url}/console")
    page.get_by_label("访问密钥").wait_for()


def _desk(page: Page, service: Running) -> None:
    _signed_in(page, service)
    page.locator(".desk input").fill("专精特新")
    page.locator(".hit").first.wait_for()
    page.locator(".desk input").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".direct").wait_for()
    page.locator(".clause-pane mark").wait_for()


def _compare(page: Page, service: Running) -> None:
    _desk(page, service)
    page.keyboard.press("m")
    page.locator("table.compare").wait_for()


def _orders(page: Page, service: Running) -> None:
    _desk(page, service)
    page.keyboard.press("o")
    page.get_by_role("button", name="提交工单").click()
    page.locator(".filed td").first.wait_for()


def _review(page: Page, service: Running) -> None:
    _signed_in(page, service)
    page.get_by_role("button", name="待改进").click()
    page.locator(".group").first.wait_for()


def _usage(page: Page, service: Running) -> None:
    _signed_in(page, service)
    page.get_by_role("button", name="管理", exact=True).click()
    page.locator(".chart").first.wait_for()


def _shelf(page: Page, service: Running) -> None:
    _usage(page, service)
    page.get_by_role("button", name="文件", exact=True).click()
    page.locator("input[type=file]").set_input_files(
        ROOT / "corpus" / "documents" / "jincheng-urban-2023-7.txt"
    )
    page.get_by_role("button", name="确认上线").wait_for()


def _keys(page: Page, service: Running) -> None:
    _usage(page, service)
    page.get_by_role("button", name="密钥", exact=True).click()
    page.get_by_role("region", name="密钥").locator("td").first.wait_for()


def _settings(page: Page, service: Running) -> None:
    _usage(page, service)
    page.get_by_role("button", name="来源与限制").click()
    page.get_by_role("region", name="其他设置").locator("td").first.wait_for()


def _case(page: Page, service: Running) -> None:
    _review(page, service)
    item = page.locator(".group", has_text="高新技术企业首次认定").first
    item.get_by_role("button", name="转为评测用例").or_(item.locator(".case")).first.wait_for()
    if item.get_by_role("button", name="转为评测用例").is_visible():
        item.get_by_role("button", name="转为评测用例").click()
    item.locator(".gold input").first.wait_for()
    item.scroll_into_view_if_needed()


def _near_misses(page: Page, service: Running) -> None:
    _desk(page, service)
    page.get_by_text("看看差一点的条款").click()
    page.locator(".near .hit").first.wait_for()
    page.locator(".near .hit").first.scroll_into_view_if_needed()


def _help(page: Page, service: Running) -> None:
    _desk(page, service)
    page.keyboard.press("?")


VIEWS: dict[str, View] = {
    "home": _home,
    "answer": _answer,
    "clause": _clause,
    "refusal": _refusal,
    "failure": _failure,
    "documents": _documents,
    "document": _document,
    "document-clause": _document_at_a_clause,
    "sign-in": _sign_in,
    "desk": _desk,
    "compare": _compare,
    "orders": _orders,
    "review": _review,
    "usage": _usage,
    "shelf": _shelf,
    "keys": _keys,
    "settings": _settings,
    "case": _case,
    "near-misses": _near_misses,
    "help": _help,
}


def main(names: list[str]) -> None:
    views = {name: VIEWS[name] for name in names or VIEWS}
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(build(documents(), load_encoder()), folder / "index")
        with running(folder) as service, sync_playwright() as playwright:
            talk(service)
            browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
            for width in HEIGHTS:
                for scheme in ("light", "dark"):
                    _shoot(browser, service, views, width, scheme)
            browser.close()


def _shoot(
    browser: Browser, service: Running, views: dict[str, View], width: int, scheme: str
) -> None:
    for name, view in views.items():
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
        )
        page = context.new_page()
        view(page, service)
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=name == "home")
        context.close()


def talk(service: Running) -> None:
    """Something for the console to show: questions answered, refused and disliked."""
    for question in (
        "火星移民补贴多少",
        "火星移民补贴多少钱",
        "太空旅游补贴标准",
        QUESTION,
        FOLLOW_UP,
    ):
        body = {"question": question, "region": "晋城市"}
        answer = httpx.post(f"{service.url}/v1/ask", json=body).json()
        opinion = {"answer_id": answer["id"], "rating": "down", "comment": "少了县级的配套"}
        if question == QUESTION:
            httpx.post(f"{service.url}/v1/feedback", json=opinion)


def _ask(page: Page, question: str) -> None:
    page.get_by_label("请输入您的问题").fill(question)
    page.keyboard.press("Enter")
    page.locator("policy-chat .turn").last.locator(".tools").wait_for()


def _signed_in(page: Page, service: Running) -> None:
    _sign_in(page, service)
    page.get_by_label("访问密钥").fill(service.admin)
    page.keyboard.press("Enter")
    page.locator(".desk input").wait_for()


if __name__ == "__main__":
    main(sys.argv[1:])
