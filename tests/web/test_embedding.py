"""The widget on a page of another site: where it is allowed and where not."""

from playwright.sync_api import Page, Request, expect

from tests.web.conftest import Running

_WIDGET_LIMIT_BYTES = 40 * 1024
FLAGSHIP = "省级专精特新在晋城奖多少"
_STYLES = """JSON.stringify([...document.querySelectorAll('body, main, main *')].map(
    (element) => getComputedStyle(element).cssText))"""


def test_an_allowed_site_asks_by_keyboard_alone(
    service: Running, embedding_site: int, page: Page
) -> None:
    page.goto(f"http://allowed.localhost:{embedding_site}/")
    launcher = page.get_by_role("button", name="政策咨询")
    launcher.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("请输入您的问题")).to_be_focused()
    page.keyboard.type(FLAGSHIP)
    page.keyboard.press("Enter")
    expect(page.locator("policy-chat .reply").last).to_contain_text("10万元")
    page.get_by_role("button", name="有帮助").press("Enter")
    expect(page.locator("policy-chat")).to_contain_text("谢谢，已记录。")
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()


def test_a_site_that_is_not_on_the_list_is_told_so(
    service: Running, embedding_site: int, page: Page
) -> None:
    page.goto(f"http://refused.localhost:{embedding_site}/")
    page.get_by_role("button", name="政策咨询").click()
    page.get_by_label("请输入您的问题").fill(FLAGSHIP)
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("alert")).to_contain_text("本网站没有获准使用问答服务")


def test_the_widget_leaves_the_page_as_it_was(
    service: Running, embedding_site: int, page: Page
) -> None:
    address = f"http://allowed.localhost:{embedding_site}/"
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(address)
    without = page.evaluate(_STYLES)
    page.unroute("**/widget.js")
    page.goto(address)
    launcher = page.get_by_role("button", name="政策咨询")
    expect(launcher).to_be_visible()
    assert page.evaluate(_STYLES) == without
    assert launcher.evaluate("element => getComputedStyle(element).fontSize") == "16px"


def test_what_the_widget_loads_is_small(service: Running, embedding_site: int, page: Page) -> None:
    loaded: list[Request] = []
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(f"http://allowed.localhost:{embedding_site}/", wait_until="networkidle")
    page.get_by_role("button", name="政策咨询").click()
    expect(page.get_by_label("所在地区").locator("option")).to_have_count(6)
    page.wait_for_load_state("networkidle")
    ours = [request for request in loaded if request.url.startswith(service.url)]
    assert any(request.url.endswith("/v1/documents") for request in ours)
    assert len({request.url for request in ours if request.url.endswith(".js")}) > 10
    assert sum(request.sizes()["responseBodySize"] for request in ours) <= _WIDGET_LIMIT_BYTES


def test_only_the_service_is_called(service: Running, embedding_site: int, page: Page) -> None:
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    page.goto(f"http://allowed.localhost:{embedding_site}/")
    page.get_by_role("button", name="政策咨询").click()
    page.get_by_label("请输入您的问题").fill(FLAGSHIP)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("policy-chat .tools")).to_be_visible()
    homes = (service.url, f"http://allowed.localhost:{embedding_site}")
    assert [url for url in called if not url.startswith(homes)] == []
