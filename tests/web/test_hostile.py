"""A hundred payloads in documents, answers, questions and addresses run and load nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.web.conftest import Running

PAYLOADS = tuple((Path(__file__).with_name("payloads.txt")).read_text().splitlines())
NUMBER = "测政办发〔2032〕13号"
#: what a payload would leave behind, also inside the shadow roots
_TRACES = """() => {
    const shadows = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean);
    const hostile = '[onerror], [onload], [onclick], [onfocus], iframe, object, embed, base, ' +
        '[src*="xss.invalid"], [href*="//xss.invalid"], [href^="javascript:"], ' +
        '[action^="javascript:"]';
    const found = [document, ...shadows].flatMap((root) => [...root.querySelectorAll(hostile)]);
    return [...(window.xssed ? ['a payload ran'] : []), ...found.map((e) => e.outerHTML)];
}"""


@pytest.fixture
def watched(context: BrowserContext, service: Running) -> Iterator[Page]:
    """A tab that may load from the service alone and show no dialog."""
    page = context.new_page()
    strangers: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(service.url):
            strangers.append(request.url)

    page.on("request", note)
    page.on("dialog", lambda dialog: strangers.append(dialog.message))
    yield page
    assert page.evaluate(_TRACES) == []
    assert strangers == []


@pytest.fixture(scope="module")
def hostile_document(service: Running) -> Iterator[str]:
    """A document whose title and clauses are payloads, added by the service's own route."""
    clauses = "".join(
        f"{n}.养蜂支持{n}{payload}。对养蜂户{payload}给予{n}元补贴。（责任单位：县农业农村局{n}）\n"
        for n, payload in enumerate(PAYLOADS, 1)
    )
    text = f"测试县人民政府办公室关于养蜂的若干措施\n{NUMBER}\n\n一、资金支持\n{clauses}"
    key = {"X-API-Key": service.admin}
    added = httpx.post(
        f"{service.url}/v1/documents",
        headers=key,
        files={"file": ("bees.txt", text.encode())},
        data={"number": NUMBER, "title": "".join(PAYLOADS)[:190]},
        timeout=60,
    )
    assert added.status_code == 201, added.text
    yield NUMBER
    httpx.delete(f"{service.url}/v1/documents/{quote(NUMBER)}", headers=key, timeout=60)


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) == 100


def test_in_a_document_they_are_read_as_text(
    service: Running, watched: Page, hostile_document: str
) -> None:
    watched.goto(f"{service.url}/documents")
    watched.goto(f"{service.url}/documents/{hostile_document}")
    text = watched.locator("article").inner_text()
    assert sum(payload in text for payload in PAYLOADS) > 60


def test_in_the_console_they_are_read_as_text(
    service: Running, watched: Page, hostile_document: str
) -> None:
    watched.goto(f"{service.url}/console")
    watched.get_by_label("访问密钥").fill(service.staff)
    watched.keyboard.press("Enter")
    watched.locator(".desk input").fill("养蜂户补贴")
    expect(watched.locator(".hit").first).to_contain_text("养蜂")
    for _ in range(10):
        watched.keyboard.press("ArrowDown")
    watched.keyboard.press("Enter")
    expect(watched.locator(".answer-pane .actions")).to_be_visible()
    watched.keyboard.press("m")
    expect(watched.locator("table.compare")).to_be_visible()


def test_in_an_answer_they_are_text(service: Running, watched: Page) -> None:
    def answer(route: Route) -> None:
        done = json.dumps(_hostile_answer(PAYLOADS))
        token = json.dumps({"text": "".join(PAYLOADS)})
        body = f"event: token\ndata: {token}\n\nevent: done\ndata: {done}\n\n"
        route.fulfill(status=200, content_type="text/event-stream", body=body)

    watched.goto(service.url)
    watched.route("**/v1/ask", answer)
    watched.route("**/clauses/**", lambda route: route.fulfill(status=404, body="{}"))
    watched.get_by_label("请输入您的问题").fill("x")
    watched.keyboard.press("Enter")
    expect(watched.locator("policy-chat .tools")).to_be_visible()
    links = watched.locator("policy-chat .sources .link")
    for at in range(0, links.count(), 10):
        links.nth(at).click()
        expect(watched.locator("policy-chat .clause mark")).to_be_visible()
        watched.keyboard.press("Escape")
    watched.reload()
    expect(watched.locator("policy-chat .tools")).to_be_visible()


def test_in_a_question_they_are_text(service: Running, watched: Page) -> None:
    watched.goto(service.url)
    for payload in PAYLOADS:
        watched.evaluate("question => document.querySelector('policy-chat').ask(question)", payload)
    expect(watched.locator("policy-chat .question")).to_have_count(len(PAYLOADS))


def test_in_an_address_they_are_text(service: Running, watched: Page) -> None:
    for payload in PAYLOADS:
        typed = quote(payload, safe="")
        watched.goto(f"{service.url}/documents/晋市政办〔2022〕5号?q={typed}#{typed}")
        assert watched.evaluate(_TRACES) == []
    for payload in PAYLOADS[::10]:
        typed = quote(payload, safe="")
        for path in (f"/documents/{typed}", f"/?lang={typed}", f"/console?x={typed}#link={typed}"):
            watched.goto(service.url + path)


def _hostile_answer(payloads: tuple[str, ...]) -> dict[str, object]:
    citations = [
        {
            "n": n,
            "document_number": payload,
            "document_title": payload,
            "clause_id": payload,
            "label": payload,
            "heading": payload,
            "quote": payload,
            "region": payload,
            "level": "city",
            "departments": [payload],
            "issued": payload,
            "validity": {"status": "in_force", "until": payload, "basis": payload},
            "score": 1,
            "url": payload,
        }
        for n, payload in enumerate(payloads, 1)
    ]
    benefits = [
        {
            "recipient": payload,
            "condition": payload,
            "amount": payload,
            "value": None,
            "kind": "other",
            "level": "city",
            "relation": "base",
            "computed": False,
            "citation": n,
        }
        for n, payload in enumerate(payloads, 1)
    ]
    return {
        "id": "x",
        "session_id": "x",
        "status": "answered",
        "standalone_question": "".join(payloads),
        "answer": "".join(f"{payload}[{n}]" for n, payload in enumerate(payloads, 1)),
        "benefits": benefits,
        "citations": citations,
        "warnings": list(payloads),
        "suggestions": list(payloads[:4]),
        "timing_ms": {"total": 1},
    }
