"""What an enterprise user does with the widget, step by step in a real browser."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Running

FLAGSHIP = "省级专精特新在晋城奖多少"


def _ask(page: Page, question: str) -> None:
    field = page.get_by_label("请输入您的问题")
    field.fill(question)
    field.press("Enter")


def test_an_enterprise_asks_opens_the_source_follows_up_and_rates(
    service: Running, page: Page
) -> None:
    page.goto(service.url)
    chat = page.locator("policy-chat")
    chat.get_by_label("所在地区").select_option("晋城市")
    _ask(page, FLAGSHIP)
    answer = chat.locator(".turn").last
    expect(answer.locator(".reply")).to_contain_text("10万元")
    expect(answer).to_contain_text("市财政局")
    expect(answer.locator(".warnings")).to_contain_text("试行")

    answer.locator("button.marker").first.click()
    clause = chat.locator(".clause")
    expect(clause.locator("mark")).to_contain_text("专精特新")
    expect(clause).to_contain_text("晋市政办〔2022〕5号")
    expect(clause).to_be_focused()
    page.keyboard.press("Escape")
    expect(clause).to_be_hidden()
    expect(answer.locator("button.marker").first).to_be_focused()

    for chip in ("晋城市", "省级", "专精特新"):
        expect(chat.get_by_role("button", name=f"去掉“{chip}”")).to_be_visible()
    _ask(page, "那国家级的呢？")
    expect(chat.locator(".turn").last.locator(".reply")).to_contain_text("20万元")

    last = chat.locator(".turn").last
    last.get_by_role("button", name="没帮助").click()
    last.get_by_label("哪里不对？可以不填").fill("少了县级的配套")
    last.get_by_role("button", name="提交").click()
    expect(chat).to_contain_text("谢谢，已记录。")


def test_a_citation_leads_to_its_clause_in_the_viewer(service: Running, page: Page) -> None:
    page.goto(service.url)
    _ask(page, FLAGSHIP)
    page.locator("policy-chat button.marker").first.click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在文件中查看").click()
    viewer = opened.value
    expect(viewer.locator("section.clause:target")).to_contain_text("专精特新")


def test_taking_a_chip_away_changes_what_the_next_question_leans_on(
    service: Running, page: Page
) -> None:
    page.goto(service.url)
    _ask(page, FLAGSHIP)
    page.get_by_role("button", name="去掉“专精特新”").click()
    page.get_by_role("button", name="去掉“省级”").click()
    with page.expect_request("**/v1/ask") as sent:
        _ask(page, "高新技术企业首次认定有什么奖励？")
    assert (sent.value.post_data_json or {})["history"] is None


def test_chips_are_what_the_service_understood(service: Running, page: Page) -> None:
    page.goto(service.url)
    _ask(page, "忻州高压单电源报装几个工作日")
    chips = page.locator("policy-chat .chip")
    expect(chips).to_have_text(["忻州市", "高压", "电源"])
    page.get_by_role("button", name="去掉“忻州市”").click()
    expect(chips).to_have_text(["晋城市", "高压", "电源"])
    with page.expect_request("**/v1/ask") as sent:
        _ask(page, "那双电源的呢")
    [earlier] = (sent.value.post_data_json or {})["history"]
    assert earlier == {"question": "高压单电源报装几个工作日", "answer": None}


def test_the_conversation_and_the_region_survive_a_reload(service: Running, page: Page) -> None:
    page.goto(service.url)
    page.locator("policy-chat").get_by_label("所在地区").select_option("泽州县")
    _ask(page, FLAGSHIP)
    expect(page.locator("policy-chat .tools")).to_be_visible()
    page.reload()
    expect(page.locator("policy-chat .reply")).to_contain_text("10万元")
    expect(page.locator("policy-chat").get_by_label("所在地区")).to_have_value("泽州县")
    page.get_by_role("button", name="重新开始").click()
    page.reload()
    expect(page.locator("policy-chat .turn")).to_have_count(0)


def test_a_refusal_shows_the_nearest_clauses(service: Running, page: Page) -> None:
    page.goto(service.url)
    _ask(page, "火星移民补贴多少")
    expect(page.locator("policy-chat .lead")).to_have_text("文件中没有找到依据")
    expect(page.locator("policy-chat .sources")).to_contain_text("最接近的条款")


def test_the_copied_answer_carries_its_source(service: Running, page: Page) -> None:
    page.goto(service.url)
    _ask(page, FLAGSHIP)
    page.get_by_role("button", name="复制答复").click()
    expect(page.locator("policy-chat .tools")).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "10万元" in copied
    assert "（晋市政办〔2022〕5号）二、财税支持 第22条" in copied
    assert f"{service.url}/documents/" in copied


def test_screen_readers_hear_whole_sentences(service: Running, page: Page) -> None:
    page.goto(service.url)
    _ask(page, FLAGSHIP)
    log = page.locator('policy-chat [role="log"]')
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator("p").first).to_have_text(re.compile(r"10万元.*。$"))


@pytest.mark.parametrize(
    ("status", "said"),
    [(429, "咨询的人较多"), (503, "咨询的人较多"), (500, "服务暂时出错"), (0, "网络没有连上")],
)
def test_a_failure_says_what_happened_and_a_retry_succeeds(
    service: Running, page: Page, status: int, said: str
) -> None:
    def refuse(route: Route) -> None:
        if status:
            route.fulfill(status=status, headers={"Retry-After": "1"}, body="{}")
        else:
            route.abort("internetdisconnected")

    page.goto(service.url)
    page.route("**/v1/ask", refuse)
    _ask(page, FLAGSHIP)
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.locator("policy-chat .question")).to_contain_text(FLAGSHIP)
    page.unroute("**/v1/ask")
    page.get_by_role("button", name="重试").click()
    expect(page.locator("policy-chat .reply")).to_contain_text("10万元")


def test_a_question_asked_in_vain_survives_a_reload(service: Running, page: Page) -> None:
    page.goto(service.url)
    page.route("**/v1/ask", lambda route: route.abort("internetdisconnected"))
    _ask(page, FLAGSHIP)
    expect(page.get_by_role("alert")).to_contain_text("网络没有连上")
    page.unroute("**/v1/ask")
    page.reload()
    field = page.get_by_label("请输入您的问题")
    expect(field).to_have_value(FLAGSHIP)
    field.press("Enter")
    expect(page.locator("policy-chat .reply")).to_contain_text("10万元")
    page.reload()
    expect(page.locator("policy-chat .reply")).to_contain_text("10万元")
    expect(field).to_have_value("")


def test_a_slow_answer_says_so(service: Running, page: Page) -> None:
    page.clock.install()
    page.goto(service.url)
    page.route("**/v1/ask", lambda route: None)
    _ask(page, FLAGSHIP)
    page.clock.fast_forward(5_000)
    expect(page.locator("policy-chat .status")).to_contain_text("比平时慢")
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_role("alert")).to_contain_text("已停止")


def test_english_on_request(service: Running, page: Page) -> None:
    page.goto(f"{service.url}/?lang=en")
    field = page.get_by_label("Type your question")
    field.fill("How much does Jincheng award a provincial little giant enterprise?")
    field.press("Enter")
    expect(page.locator("policy-chat .tools")).to_be_visible()
    expect(page.locator("policy-chat")).to_contain_text("Sources")


def test_a_page_drives_it_and_hears_what_happens(service: Running, page: Page) -> None:
    page.goto(service.url)
    heard = page.evaluate(
        """async (question) => {
            const chat = document.querySelector('policy-chat');
            const heard = [];
            const hear = (name) => ({ detail }) => heard.push([name, detail]);
            for (const name of ['region', 'ask', 'answer'])
                document.addEventListener(`policy-${name}`, hear(name));
            chat.setRegion('泽州县');
            const answer = await chat.ask(question);
            return { heard, answer, region: chat.region };
        }""",
        FLAGSHIP,
    )
    assert [name for name, _ in heard["heard"]] == ["region", "ask", "answer"]
    assert heard["heard"][1][1] == {"question": FLAGSHIP, "region": "泽州县"}
    assert heard["heard"][2][1]["id"] == heard["answer"]["id"]
    assert heard["region"] == "泽州县"
    page.evaluate("document.querySelector('policy-chat').restart()")
    expect(page.locator("policy-chat .turn")).to_have_count(0)


def test_over_the_answer_only_the_clause_is_in_reach(service: Running, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(service.url)
    _ask(page, FLAGSHIP)
    marker = page.locator("policy-chat button.marker").first
    marker.click()
    clause = page.locator("policy-chat .clause")
    expect(clause).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        inside = (
            "e => !e.shadowRoot.activeElement || !!e.shadowRoot.activeElement.closest('.clause')"
        )
        assert page.locator("policy-chat").evaluate(inside)
    clause.get_by_role("button", name="返回答复").click()
    expect(marker).to_be_focused()
    expect(page.get_by_label("请输入您的问题")).to_be_enabled()


def test_it_opens_with_a_greeting_a_region_and_four_questions(service: Running, page: Page) -> None:
    page.goto(service.url)
    chat = page.locator("policy-chat")
    expect(chat.locator(".welcome p").first).to_contain_text("您好")
    expect(chat.get_by_label("所在地区")).to_have_value("晋城市")
    examples = chat.locator(".welcome .example")
    expect(examples).to_have_count(4)
    examples.nth(1).click()
    expect(chat.locator(".question")).to_contain_text("高新技术企业首次认定有什么奖励")
    expect(chat.locator(".welcome")).to_be_hidden()


def test_amounts_are_a_table_and_warnings_stand_above_the_sources(
    service: Running, page: Page
) -> None:
    page.goto(service.url)
    _ask(page, "高新技术企业首次认定有什么奖励？")
    answer = page.locator("policy-chat .turn").last
    expect(answer.locator("tbody tr")).to_have_count(3)
    expect(answer.locator("tbody .amount")).to_have_text(["10万元", "20万元", "30万元"])
    parts = answer.locator(".answer > *").evaluate_all("all => all.map((e) => e.className)")
    order = [parts.index(name) for name in ("reply", "scroll", "warnings", "sources")]
    assert order == sorted(order)
    suggestion = answer.locator(".suggestions .example").first
    asked = suggestion.inner_text()
    suggestion.click()
    expect(page.locator("policy-chat .question").last).to_contain_text(asked)


@pytest.mark.parametrize(
    ("question", "badge"),
    [
        ("山西省餐饮企业缓缴失业保险最多能缓多久", "已过期"),
        ("省级专精特新在晋城奖多少", "试行"),
    ],
)
def test_a_source_says_whether_it_is_in_force(
    service: Running, page: Page, question: str, badge: str
) -> None:
    page.goto(service.url)
    _ask(page, question)
    expect(page.locator("policy-chat .sources .badge").first).to_contain_text(badge)
    page.locator("policy-chat .sources .link").first.click()
    clause = page.locator("policy-chat .clause")
    expect(clause.locator(".badge").first).to_contain_text(badge)
    expect(clause.locator(".departments b").first).to_be_visible()
