"""Every view without a finding of axe, light and dark, narrow and wide."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

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


def test_motion_stops_where_it_is_not_wanted(talked: Running, page: Page) -> None:
    page.goto(talked.url)
    page.route("**/v1/ask", lambda route: None)
    page.get_by_label("请输入您的问题").fill("x")
    page.keyboard.press("Enter")
    status = page.locator("policy-chat .status")
    assert status.evaluate("e => getComputedStyle(e, '::before').animationName") == "none"
