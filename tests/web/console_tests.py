"""The console as an office uses it: the ledger, a hazard from report to plan, the plan board."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chassis.clock import date_in_china
from playwright.async_api import Browser, Page, expect

from tests.journeys.people import Cast
from tests.journeys.whole_system import WholeSystem
from tests.web.doors import sign_in
from tests.web.rig import ON_A_DESK, SMALL, Screen, screen

ROWS_OF_THE_PLAN = 36


async def enter(shown: Screen, path: str, *, login: str = "clerk", language: str = "zh") -> Page:
    await shown.open(f"{path}?lang={language}")
    await sign_in(shown, login, language=language)
    await expect(shown.page.locator("#side")).to_be_attached()
    return shown.page


async def test_the_ledger_is_filtered_by_its_address_and_orders_in_bulk(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    async with screen(browser, system.address, pictures, **ON_A_DESK) as shown:
        page = await enter(shown, "/c/hazards")
        await expect(page.locator(".ledger tbody tr").first).to_be_visible()
        await shown.look("console-ledger", full=False)
        await page.get_by_role("combobox", name="等级").select_option("major")
        await page.get_by_role("button", name="查询").click()
        await expect(page).to_have_url(re.compile("level=major"))
        await page.get_by_role("button", name="7 日内到期").click()
        await expect(page).to_have_url(re.compile("due=week"))
        await page.get_by_role("button", name="重大未销号").click()
        await expect(page).to_have_url(re.compile("level=major.*open=1"))
        lesser = page.locator(".ledger tbody td:nth-child(4)", has_text=re.compile("一般|疑似"))
        await expect(lesser).to_have_count(0)
        await page.locator(".ledger tbody input[type=checkbox]").nth(0).check()
        await page.locator(".ledger tbody input[type=checkbox]").nth(1).check()
        await page.get_by_role("button", name="批量督办").click()
        await shown.look("console-bulk", full=False)
        await page.get_by_role("button", name="发出督办").click()
        await expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("成功")
        await expect(page.get_by_role("dialog").locator("li")).to_have_count(2)


async def test_an_address_shows_another_the_same_view_in_english_dark_and_small(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    options = {**ON_A_DESK, "viewport": SMALL, "color_scheme": "dark"}
    async with screen(browser, system.address, pictures, **options) as shown:
        page = await enter(shown, "/c/hazards", login="leader", language="en")
        await shown.open("/c/hazards?level=major&open=1")
        await expect(page.locator(".ledger tbody tr").first).to_be_visible()
        assert await page.get_by_role("combobox", name="Level").input_value() == "major"
        found = await shown.untranslated()
        assert found == [], found
        await shown.look("console-ledger-en-dark-small")


async def test_a_hazard_is_verified_by_keyboard_and_says_what_its_plan_lacks(
    system: WholeSystem, browser: Browser, pictures: Path, cast: Cast
) -> None:
    village = await cast.who("village")
    today = date_in_china(datetime.now(UTC))
    reported = await village.post(
        "/v1/hazards",
        {
            "description": "配电箱无盖,电线裸露(浏览器测试)",
            "origin": "visit",
            "found_on": today.isoformat(),
            "area": "350583002202",
            "place": "村口作坊",
        },
    )
    async with screen(browser, system.address, pictures, **ON_A_DESK) as shown:
        page = await enter(shown, f"/c/hazards/{reported['id']}")
        await page.get_by_role("button", name="认定", exact=True).press("Enter")
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="认定", exact=True).press("Enter")
        await expect(dialog.locator(".summary")).to_be_focused()
        await shown.look("console-verify-missing", full=False)
        await dialog.get_by_role("radio", name="重大").press("Space")
        await dialog.get_by_label("判定标准条目").fill("GM-3-1")
        await dialog.locator(".found button").first.press("Enter")
        await dialog.get_by_label("责任部门").select_option("enterprise")
        await dialog.get_by_label("期限", exact=True).fill((today + timedelta(days=30)).isoformat())
        await dialog.get_by_label("核查情况").fill("现场核查属实,=1+1 不是公式")
        await dialog.get_by_label("核查情况").press("Control+Enter")
        await expect(page.locator(".path .current")).to_have_text("已认定")
        await expect(page.locator(".notice.warn")).to_contain_text("整改责任人")
        await expect(page.locator(".timeline li").first).to_contain_text("认定")
        await shown.look("console-hazard")


async def test_the_plan_board_tells_every_row_and_keeps_a_snapshot(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    async with screen(browser, system.address, pictures, **ON_A_DESK) as shown:
        page = await enter(shown, "/c/plan")
        await expect(page.locator(".task")).to_have_count(ROWS_OF_THE_PLAN)
        counts = await page.locator(".lights b").all_inner_texts()
        assert sum(map(int, counts)) == ROWS_OF_THE_PLAN
        await shown.look("console-plan", full=False)
        await page.locator(".lights button").first.press("Enter")
        await expect(page.locator(".task")).to_have_count(int(counts[0]))
        await page.get_by_role("button", name="留存快照").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("说明").fill("十一月调度会")
        await dialog.get_by_role("button", name="留存快照").click()
        await expect(page.get_by_text("快照已留存。")).to_be_visible()
        await page.get_by_role("button", name="大屏", exact=True).click()
        await page.set_viewport_size({"width": 1920, "height": 1080})
        await shown.look("console-board", full=False)
