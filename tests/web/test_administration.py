"""What administrators do in the console: documents, keys, sites and limits, usage."""

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.web.conftest import EMBEDDING_PORT, Running
from tests.web.test_console import sign_in

NUMBER = "测政办发〔2031〕9号"
NOTICE = (
    f"测试县人民政府办公室关于支持养蜂产业发展的若干措施\n{NUMBER}\n\n一、资金支持\n"
    "1.养蜂补贴。对养蜂户力口大支持，每箱补贴77元。（责任单位：县农业农村局）\n"
    "2.设备补贴。对购置摇蜜机的给予300元补贴。（责任单位：县农业农村局）\n"
)
URBAN = "城政发〔2023〕7号"


def _open(page: Page, service: Running, room: str) -> None:
    page.goto(f"{service.url}/console")
    administration = page.get_by_role("button", name="管理", exact=True)
    expect(administration.or_(page.get_by_label("访问密钥"))).to_be_visible()
    if not administration.is_visible():
        sign_in(page, service, service.admin)
    administration.click()
    page.get_by_role("button", name=room, exact=True).click()


def _row(page: Page, number: str) -> Locator:
    return page.get_by_role("region", name="文件", exact=True).locator("tr", has_text=number)


def _choose(page: Page, text: str) -> None:
    file = FilePayload(name="new.txt", mimeType="text/plain", buffer=text.encode())
    page.get_by_label("选择文件").set_input_files(file)


def _remove(page: Page, number: str) -> None:
    _row(page, number).get_by_role("button", name="移除").click()
    page.get_by_role("dialog", name="移除").get_by_role("button", name="移除").click()


def test_a_document_waits_goes_live_and_is_removed(service: Running, page: Page) -> None:
    _open(page, service, "文件")
    _choose(page, NOTICE)
    expect(_row(page, NUMBER)).to_contain_text("待上线")
    preview = page.locator(".preview")
    expect(preview).to_contain_text("新文件")
    expect(preview).to_contain_text("第1条：“力口”应为“加”")
    preview.get_by_text("逐条预览（2 条）").click()
    expect(preview.locator("tbody tr")).to_have_count(2)
    assert page.request.get(f"{service.url}/v1/documents/{NUMBER}").status == 404

    page.get_by_role("button", name="确认上线").click()
    expect(page.get_by_text("已上线。")).to_be_visible()
    row = _row(page, NUMBER)
    expect(row).to_contain_text("新增上线")
    expect(row).to_contain_text("admin of the test")
    row.get_by_text("1 处").click()
    expect(row.locator(".slips")).to_contain_text("“力口”应为“加”")
    _remove(page, NUMBER)
    expect(row).to_contain_text("已移除")
    expect(row.get_by_role("button")).to_have_count(0)


def test_a_file_that_is_no_document_says_so_and_can_be_put_back(
    service: Running, page: Page
) -> None:
    _open(page, service, "文件")
    _choose(page, "")
    expect(page.get_by_text("这个文件读不出来，请检查格式。")).to_be_visible()
    _choose(page, NOTICE)
    page.locator(".preview").get_by_role("button", name="取消").click()
    expect(_row(page, NUMBER).filter(has_text="待上线")).to_have_count(0)
    expect(page.get_by_text("未选择文件")).to_be_visible()


def test_the_list_tells_what_is_expired_and_misprinted(service: Running, page: Page) -> None:
    _open(page, service, "文件")
    expect(_row(page, "晋政办发〔2022〕33号")).to_contain_text("22 条已过期")
    expect(_row(page, "晋市政办〔2022〕5号")).to_contain_text("试行")
    slips = _row(page, "晋市监发〔2022〕33号").locator("details")
    slips.locator("summary").click()
    link = slips.get_by_role("link")
    href = link.get_attribute("href") or ""
    page.goto(service.url + href)
    expect(page.locator("section.clause:target")).to_contain_text("力口")


def test_a_removed_document_comes_back(service: Running, page: Page) -> None:
    _open(page, service, "文件")
    _remove(page, URBAN)
    row = _row(page, URBAN)
    expect(row).to_contain_text("已移除")
    expect(row).to_contain_text("营商环境创新提升行动")
    assert page.request.get(f"{service.url}/documents/{URBAN}").status == 404
    row.get_by_role("button", name="恢复原版").click()
    expect(page.get_by_text(f"{URBAN} 已恢复为原版。")).to_be_visible()
    expect(row).to_contain_text("已上线")
    assert page.request.get(f"{service.url}/documents/{URBAN}").status == 200


def test_a_site_may_ask_as_soon_as_it_is_on_the_list(
    service: Running, embedding_site: int, page: Page
) -> None:
    other = f"http://later.localhost:{EMBEDDING_PORT}"
    _open(page, service, "来源与限制")
    sites = page.get_by_label("允许嵌入的网站")
    before = f"http://allowed.localhost:{EMBEDDING_PORT}"
    expect(sites).to_have_value(before)
    expect(page.get_by_label("每个访问者最多请求（次） · 每分钟")).to_have_value("20000")
    assert _asked(page, other) == "本网站没有获准使用问答服务，请拨打 12345 咨询。"

    _open(page, service, "来源与限制")
    sites.fill(f"{before}\n{other}/")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存，立即生效。")).to_be_visible()
    expect(sites).to_have_value(f"{before}\n{other}")
    assert "10万元" in _asked(page, other)

    _open(page, service, "来源与限制")
    page.get_by_role("button", name="恢复为环境变量的值").click()
    expect(sites).to_have_value(before)
    assert "没有获准" in _asked(page, other)


def _asked(page: Page, site: str) -> str:
    """What a visitor of the site is told."""
    page.goto(site)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    page.get_by_role("button", name="政策咨询").click()
    page.get_by_label("请输入您的问题").fill("省级专精特新在晋城奖多少")
    page.get_by_role("button", name="发送").click()
    said = page.locator("policy-chat").locator(".failure p, .tools ~ *, .reply:not([aria-hidden])")
    expect(said.first).to_be_visible()
    return said.first.inner_text()


def test_what_is_wrong_is_named_and_nothing_is_saved(service: Running, page: Page) -> None:
    _open(page, service, "来源与限制")
    page.get_by_label("允许嵌入的网站").fill("www.jcgov.gov.cn")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("没有保存，请检查：允许嵌入的网站。")).to_be_visible()
    _open(page, service, "来源与限制")
    page.get_by_label("每个访问者最多请求（次） · 每分钟").fill("1")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("没有保存，请检查：每个访问者最多请求（次）。")).to_be_visible()
    _open(page, service, "来源与限制")
    expect(page.get_by_text("当前值来自环境变量。")).to_be_visible()


def test_a_key_is_made_shown_once_and_revoked(service: Running, page: Page) -> None:
    _open(page, service, "密钥")
    page.get_by_label("使用人").fill("王坐席")
    page.get_by_role("button", name="发放密钥").click()
    secret = page.locator(".said code").inner_text()
    assert secret.startswith("cw_")
    row = page.get_by_role("region", name="密钥").locator("tr", has_text="王坐席")
    row.get_by_role("button", name="停用").click()
    asked = page.get_by_role("dialog", name="停用")
    expect(asked).to_contain_text("停用 王坐席 的密钥？")
    asked.get_by_role("button", name="停用").click()
    expect(row).to_contain_text("已停用")
    page.get_by_role("button", name="退出").click()
    page.get_by_label("访问密钥").fill(secret)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("密钥无效")


def test_usage_reads_as_a_table_too(service: Running, page: Page) -> None:
    sign_in(page, service, service.admin)
    page.keyboard.type("省级专精特新在晋城奖多少")
    page.keyboard.press("Enter")
    expect(page.locator(".direct")).to_be_visible()
    page.get_by_role("button", name="管理", exact=True).click()
    chart = page.locator(".chart").first
    chart.get_by_text("看表格").click()
    expect(chart.locator("tbody tr")).to_have_count(30)
    page.get_by_label("用量").select_option("7")
    expect(page.locator(".chart")).to_have_count(3)
    page.locator(".chart").last.get_by_text("看表格").click()
    expect(page.locator(".chart").last.locator("tbody tr")).to_have_count(7)
    top = page.get_by_role("region", name="被引用最多的条款")
    expect(top).to_contain_text("二、财税支持 第22条 支持新兴产业发展")
