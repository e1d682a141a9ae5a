"""Every view without a finding of axe, light and dark, narrow and wide."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Running
from tests.web.screenshots import VIEWS, talk

_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
_RUN = "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


@pytest.fixture(scope="module")
def talked(service: Running) -> Running:
    """A service that has been asked, so that the console has something to show."""
    talk(service)
    return service


@pytest.fixture(params=[(360, "light"), (1440, "dark")], ids=["narrow", "wide-dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale="zh-CN",
        bypass_csp=True,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(talked: Running, page: Page, view: str) -> None:
    VIEWS[view](page, talked)
    page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    assert [(f["id"], [n["html"][:120] for n in f["nodes"][:3]]) for f in found] == []


@pytest.mark.parametrize("view", ["home", "answer", "document", "desk", "orders", "usage"])
def test_nothing_is_wider_than_a_narrow_screen(talked: Running, page: Page, view: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    VIEWS[view](page, talked)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture
def zoomed(browser: Browser) -> Iterator[Page]:
    """A screen of 1280 × 800 at 200 %: half as many CSS pixels, each twice as large."""
    context = browser.new_context(
        viewport={"width": 640, "height": 400}, device_scale_factor=2, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_at_200_per_cent_nothing_is_wider_than_the_screen(
    talked: Running, zoomed: Page, view: str
) -> None:
    VIEWS[view](zoomed, talked)
    assert zoomed.evaluate("document.documentElement.scrollWidth") <= 640


def test_at_200_per_cent_the_widget_can_be_used(
    talked: Running, embedding_site: int, zoomed: Page
) -> None:
    zoomed.goto(f"http://allowed.localhost:{embedding_site}/")
    zoomed.get_by_role("button", name="政策咨询").click()
    field = zoomed.get_by_label("请输入您的问题")
    field.fill("省级专精特新在晋城奖多少")
    zoomed.get_by_role("button", name="发送").click()
    marker = zoomed.locator("policy-chat button.marker").first
    for part in (field, marker, zoomed.get_by_role("button", name="关闭")):
        expect(part).to_be_in_viewport(ratio=1)
    marker.click()
    expect(zoomed.locator("policy-chat .clause mark")).to_be_in_viewport()
    expect(zoomed.get_by_role("button", name="返回答复")).to_be_in_viewport()


def test_motion_stops_where_it_is_not_wanted(talked: Running, page: Page) -> None:
    page.goto(talked.url)
    page.route("**/v1/ask", lambda route: None)
    page.get_by_label("请输入您的问题").fill("x")
    page.keyboard.press("Enter")
    status = page.locator("policy-chat .status")
    assert status.evaluate("e => getComputedStyle(e, '::before').animationName") == "none"
