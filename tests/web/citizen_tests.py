"""A worker reports from a phone, follows the report, and is paid, without anybody learning who."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect
from reporting_whistleblower.demo.people import PASSPHRASE

from tests.journeys.chapters.citizen import CONFIDENTIAL
from tests.journeys.people import Cast, Person
from tests.journeys.whole_system import WholeSystem
from tests.web.citizen import EN, PLACE, STORY, ZH, Citizen
from tests.web.rig import Screen, photograph_with_place, screen

LEAD = {"what": "包装车间安全出口上锁（浏览器走查）", "place": "包装车间"}
LARGEST = 400 * 1024


async def reports_in(system: WholeSystem) -> int:
    return int(await system.value("reporting_whistleblower", "SELECT count(*) FROM report"))


async def test_a_worker_reports_follows_and_is_paid(
    system: WholeSystem, browser: Browser, cast: Cast, pictures: Path, tmp_path: Path
) -> None:
    before = await reports_in(system)
    async with screen(browser, system.address, pictures) as shown:
        citizen = Citizen(shown, ZH)
        await shown.open("/")
        await expect(shown.page.get_by_role("link", name="我要举报")).to_be_visible()
        await expect(shown.page.get_by_text("custodian2", exact=True)).to_be_visible()
        await shown.look("citizen-home")
        await shown.page.get_by_role("link", name="我要举报").click()
        await _meet_errors(citizen)
        await citizen.say_where()
        await citizen.say_what()
        await _take_photographs(citizen, tmp_path)
        await _lose_and_find_again(citizen)
        code = await _send_once(citizen)
        await _keep_the_receipt(citizen, code)
        assert await reports_in(system) == before + 1
        await _talk_and_be_paid(citizen, cast, code)
    report = await _newest(await cast.who("handler"))
    stored = await system.value(
        "reporting_whistleblower", "SELECT count(*) FROM report WHERE id::text = $1", report["id"]
    )
    assert stored == 1


async def _meet_errors(citizen: Citizen) -> None:
    """An empty form: the summary takes the focus, says the fields' own words, and leads to them."""
    page, shown = citizen.screen.page, citizen.screen
    await expect(page.get_by_label("村（社区）").locator("option")).not_to_have_count(1)
    await shown.look("citizen-report-1")
    await citizen.press("next")
    await expect(citizen.summary).to_be_focused()
    said = await citizen.summary.get_by_role("link").all_inner_texts()
    beside = await page.locator(".field .error").all_text_contents()
    assert [f"错误：{text}" for text in said] == [text.strip() for text in beside]
    await citizen.summary.get_by_role("link").first.click()
    await expect(page.get_by_label("具体地点")).to_be_focused()
    await shown.look("citizen-report-errors")


async def _take_photographs(citizen: Citizen, folder: Path) -> None:
    """Twelve megapixels and a place go in; a small picture without any trace stays."""
    page, shown = citizen.screen.page, citizen.screen
    no_picture = folder / "合同.jpg"
    no_picture.write_text("no picture")
    await citizen.add(no_picture)
    await expect(page.get_by_text("“合同.jpg”不是照片")).to_be_visible()
    await citizen.add(photograph_with_place(folder))
    await expect(page.get_by_alt_text("照片 1")).to_be_visible()
    await shown.look("citizen-report-3")


async def _lose_and_find_again(citizen: Citizen) -> None:
    """Android ends the page while the camera is open: all comes back, and only in this tab."""
    page = citizen.screen.page
    await citizen.press("next")
    await page.wait_for_timeout(900)
    await page.reload()
    await expect(page.get_by_text("已恢复您刚才填写的内容")).to_be_visible()
    await expect(page.locator(".typed", has_text=STORY)).to_be_visible()
    await expect(page.get_by_text("1 张")).to_be_visible()
    assert await page.evaluate("location.pathname + location.search + location.hash") == "/r"
    await page.get_by_label("我是这家单位的员工").check()
    await expect(page.get_by_text("应急〔2020〕69号")).to_be_visible()
    await page.get_by_label("查实后我想领奖励").check()
    await citizen.screen.look("citizen-report-4")


async def _send_once(citizen: Citizen) -> str:
    """The network fails when it is sent: nothing is lost, and the second attempt is the same report."""
    page = citizen.screen.page
    sent: list[bytes] = []

    async def watch(route: Route) -> None:
        sent.append(route.request.post_data_buffer or b"")
        await route.continue_()

    await page.route("**/v1/report-uploads", watch)
    reports: list[str] = []

    async def lose_the_answer(route: Route) -> None:
        reports.append(route.request.post_data or "")
        if len(reports) == 1:
            await route.fetch()  # it arrives, and its sender never learns so
            await page.context.set_offline(True)
            await route.abort("internetdisconnected")
        else:
            await route.continue_()

    await page.route("**/v1/reports/sealed", lose_the_answer)
    await citizen.press("send")
    await expect(citizen.summary).to_contain_text("没有丢失")
    await expect(page.locator(".typed", has_text=PLACE)).to_be_visible()
    await citizen.screen.look("citizen-report-offline")
    await page.context.set_offline(False)
    await citizen.press("send")
    code = await citizen.receipt()
    assert len(reports) == 2
    assert reports[0] == reports[1], "the second attempt is the same report, byte for byte"
    assert "安全出口" not in reports[0], "the words were sealed before they left"
    assert len(sent) == 1
    _insist_on_clean(sent[0])
    return code


def _insist_on_clean(photograph: bytes) -> None:
    assert 0 < len(photograph) <= LARGEST
    assert b"Exif" not in photograph
    picture = Image.open(io.BytesIO(photograph))
    assert picture.size == (1200, 1600)  # turned as it was taken
    assert dict(picture.getexif()) == {}


async def _keep_the_receipt(citizen: Citizen, code: str) -> None:
    page = citizen.screen.page
    await page.get_by_role("button", name="保存为图片").click()
    await expect(page.get_by_role("link", name="下载图片")).to_be_visible()
    await citizen.screen.look("citizen-receipt")
    kept = await page.evaluate(
        "async () => JSON.stringify([Object.values(sessionStorage), Object.values(localStorage), document.cookie,"
        " (await indexedDB.databases()).length && await new Promise((done) => { const open = indexedDB.open('draft');"
        " open.onsuccess = () => { const all = open.result.transaction('draft').objectStore('draft').getAll();"
        " all.onsuccess = () => done(all.result.length) } })])"
    )
    assert code not in kept
    assert STORY not in kept
    assert kept.endswith(",0]"), "the draft is gone once it was sent"
    await page.get_by_role("button", name="我已记下，清除本页").click()
    await expect(page.get_by_role("heading", name="本页已清除")).to_be_visible()
    await page.reload()
    assert code[:4] not in await page.locator("main").inner_text()


async def _talk_and_be_paid(citizen: Citizen, cast: Cast, code: str) -> None:
    page, shown = citizen.screen.page, citizen.screen
    handler = await cast.who("handler")
    session = await handler.post("/v1/keys/unlock", {"passphrase": PASSPHRASE})
    handler.headers[CONFIDENTIAL] = session["session"]
    report = await _newest(handler)
    opened = await handler.get(f"/v1/reports/{report['id']}")
    assert opened["content"]["what"] == STORY
    assert len(opened["uploads"]) == 1
    await handler.post(f"/v1/reports/{report['id']}/messages", {"text": "锁着的是哪一扇门？"})

    await citizen.follow("1111 2222 3333 4444")
    await expect(citizen.summary).to_contain_text("没有与该查询码相符的举报")
    await shown.look("citizen-follow-wrong")
    asked = page.expect_request("**/v1/receipts")
    async with asked as request:
        await citizen.follow(f"{code[:4]} {code[4:8]}-{code[8:12]} {code[12:]}")
        sent = (await request.value).post_data or ""
    assert code not in sent, "the code itself never leaves the device"
    assert "thread_key" not in sent
    await expect(page.get_by_text("锁着的是哪一扇门？")).to_be_visible()
    await page.get_by_label("补充材料或回答").fill("东侧楼梯口的那扇，早上七点就锁了。")
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.locator(".letter.mine").last).to_contain_text("早上七点")
    await shown.look("citizen-follow")
    await _conclude_and_reward(handler, await cast.who("leader"), report)
    await page.get_by_role("button", name="刷新").click()
    await _claim(citizen)


async def _conclude_and_reward(handler: Person, leader: Person, report: dict[str, Any]) -> None:
    path = f"/v1/reports/{report['id']}"
    opened = await handler.get(path)
    accepted = await handler.post(f"{path}/accept", LEAD, at=opened["report"])
    said = {"conclusion": "substantiated", "statement": "经核查属实，已责令整改。"}
    await handler.post(f"{path}/conclude", said, at=accepted)
    reward = await handler.post(f"{path}/reward", {"fine": "50000"})
    await leader.post(f"/v1/rewards/{reward['id']}/approve", at=reward)


async def _claim(citizen: Citizen) -> None:
    page = citizen.screen.page
    await expect(page.get_by_text("已批准，请申领")).to_be_visible()
    await page.get_by_role("button", name="申领奖励").click()
    await expect(citizen.summary.get_by_role("link")).to_have_count(2)
    await citizen.screen.look("citizen-claim")
    await page.get_by_label("约定的密码").fill("海风 2026 柳城")
    await page.get_by_label("我声明").check()
    await page.get_by_role("button", name="申领奖励").click()
    await expect(page.get_by_text("已申领，等待发放")).to_be_visible()
    await expect(page.get_by_text("领奖号", exact=True)).to_be_visible()
    await citizen.screen.look("citizen-claimed")


async def _newest(handler: Person) -> dict[str, Any]:
    """Lists come newest first."""
    found = await handler.get("/v1/reports", limit=1)
    newest: dict[str, Any] = found["items"][0]
    return newest


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_every_public_page_speaks_english_in_large_type(
    system: WholeSystem, browser: Browser, pictures: Path, scheme: str
) -> None:
    options = {"locale": "en-GB", "color_scheme": scheme, "viewport": {"width": 320, "height": 640}}
    async with screen(browser, system.address, pictures, **options) as shown:
        citizen = Citizen(shown, EN)
        for path, heading in (("/", "Seen something unsafe"), ("/v/", "Check a special")):
            await shown.open(path)
            await expect(shown.page.get_by_role("heading", name=heading)).to_be_visible()
            await _looks_english(shown, f"english-{scheme}{path.replace('/', '-')}")
        await shown.page.get_by_role("button", name="Large type").click()
        await shown.open("/r")
        await _looks_english(shown, f"english-{scheme}-report-1")
        await citizen.say_where("Second floor, eastern stairs")
        await _looks_english(shown, f"english-{scheme}-report-2")
        await citizen.say_what("The emergency exit is chained while thirty people work inside.")
        await citizen.press("skip")
        await shown.page.get_by_label("I give name and telephone").check()
        await citizen.press("send")
        await expect(citizen.summary.get_by_role("link")).to_have_count(2)
        await _looks_english(shown, f"english-{scheme}-report-4")
        await citizen.follow("2026 0000 0000 0001")
        await expect(shown.page.get_by_role("heading", name="Where it stands")).to_be_visible()
        await _looks_english(shown, f"english-{scheme}-follow")


async def _looks_english(shown: Screen, name: str) -> None:
    await shown.look(name)
    assert await shown.untranslated() == [], name


async def test_who_leaves_leaves_nothing(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    async with screen(browser, system.address, pictures) as shown:
        citizen, page = Citizen(shown, ZH), shown.page
        await shown.open("/r")
        await citizen.say_where()
        await page.wait_for_timeout(900)
        other = await page.context.new_page()
        await other.goto(f"{system.address}/r")
        await expect(other.get_by_label("具体地点")).to_have_value("")
        await other.close()
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        async with page.expect_event("requestfailed"):  # our listener lets nobody go there
            await page.keyboard.press("Escape")
        assert shown.elsewhere.pop(0).startswith("https://www.weather.com.cn/")
        await _insist_on_nothing(page, system.address)
        shown.elsewhere.clear()


async def _insist_on_nothing(page: Page, address: str) -> None:
    fresh = await page.context.new_page()
    await fresh.goto(f"{address}/r")
    kept = await fresh.evaluate("JSON.stringify([Object.keys(sessionStorage), document.cookie])")
    assert "draft" not in kept
    await expect(fresh.get_by_label("具体地点")).to_have_value("")


async def test_a_keyboard_is_enough_to_report(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    async with screen(browser, system.address, pictures) as shown:
        page, key = shown.page, shown.page.keyboard
        await shown.open("/r")
        await page.get_by_label("具体地点").focus()
        await key.type(PLACE)
        await key.press("Enter")
        await expect(page.get_by_role("heading", name="发生了什么")).to_be_focused()
        await key.press("Tab")
        await key.press("Space")
        await key.press("ArrowDown")
        await key.press("Tab")
        await key.type("气瓶与明火同处一室，没有人管。")
        await key.press("Tab")
        for _ in range(16):  # a question, the parts of a date, then the button
            if await page.evaluate("document.activeElement.matches('button.primary')"):
                break
            await key.press("Tab")
        await key.press("Enter")
        await expect(page.get_by_role("heading", name="有照片吗")).to_be_focused()


async def test_a_poster_fills_in_the_place_and_a_forged_one_does_not(
    system: WholeSystem, browser: Browser, cast: Cast, pictures: Path
) -> None:
    handler = await cast.who("handler")
    poster = await handler.post("/v1/posters", {"area": "350583002202"})
    async with screen(browser, system.address, pictures) as shown:
        await shown.open(f"/r/{poster['code']}")
        await expect(shown.page.get_by_label("村（社区）")).to_have_value("350583002202")
        assert await shown.page.evaluate("location.pathname") == "/r"
    async with screen(browser, system.address, pictures) as shown:
        await shown.open("/r/2222222222")
        await expect(shown.page.get_by_label("村（社区）").locator("option")).not_to_have_count(1)
        await expect(shown.page.get_by_label("村（社区）")).to_have_value("")
        assert await shown.page.evaluate("location.pathname") == "/r"
