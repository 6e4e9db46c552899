"""The doors of the two apps behind a sign-in: in, out, and a session that ends in the middle."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.whole_system import WholeSystem
from tests.web.doors import PASSWORD, sign_in
from tests.web.rig import ON_A_DESK, SMALL, screen


async def test_an_official_comes_in_and_goes_out(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    async with screen(browser, system.address, pictures, **ON_A_DESK) as shown:
        page = shown.page
        await shown.open("/c/")
        await page.get_by_role("button", name="登录", exact=True).click()
        await expect(page.locator(".summary")).to_be_focused()
        await shown.look("console-door")
        await page.get_by_label("账号", exact=True).fill("clerk")
        await page.get_by_label("密码", exact=True).fill("wrong-Password-1")
        await page.get_by_role("button", name="登录", exact=True).click()
        await expect(page.locator(".summary")).to_contain_text("不正确")
        await sign_in(shown, "clerk")
        await expect(page.get_by_role("button", name="退出登录")).to_be_visible()
        cookie = next(c for c in await page.context.cookies() if c["name"].endswith("zhiben"))
        assert cookie["httpOnly"]
        await page.get_by_role("button", name="退出登录").click()
        await expect(page.get_by_label("账号", exact=True)).to_be_visible()
        await page.reload()
        await expect(page.get_by_label("账号", exact=True)).to_be_visible()


async def test_a_session_that_ends_loses_nothing(
    system: WholeSystem, browser: Browser, pictures: Path
) -> None:
    async with screen(browser, system.address, pictures, **ON_A_DESK) as shown:
        page = shown.page
        await shown.open("/c/")
        await sign_in(shown, "clerk")
        await expect(page.get_by_role("region", name="未销号隐患")).to_be_visible()
        await shown.look("console-today", full=False)
        await page.context.clear_cookies()
        await page.get_by_label("只看逾期").check()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("登录已过期")
        await shown.look("console-session-ended", full=False)
        await dialog.get_by_label("账号", exact=True).fill("clerk")
        await dialog.get_by_label("密码", exact=True).fill(PASSWORD)
        await dialog.get_by_role("button", name="登录", exact=True).click()
        await expect(dialog).not_to_be_visible()
        await expect(page.get_by_label("只看逾期")).to_be_checked()
        assert "overdue=1" in page.url, "what somebody was doing goes on"


@pytest.mark.parametrize(("path", "login"), [("/c/", "clerk"), ("/e/", "manager")])
async def test_both_apps_speak_english_on_a_small_dark_screen(
    system: WholeSystem, browser: Browser, pictures: Path, path: str, login: str
) -> None:
    options = {"locale": "en-GB", "color_scheme": "dark", "viewport": SMALL}
    async with screen(browser, system.address, pictures, **options) as shown:
        await shown.open(path)
        await expect(shown.page.get_by_label("Account", exact=True)).to_be_visible()
        await shown.look(f"door-english-dark{path.replace('/', '-')}")
        assert await shown.untranslated() == []
        await sign_in(shown, login, language="en")
        await expect(shown.page.get_by_role("button", name="Sign out")).to_be_visible()
        await shown.page.get_by_role("button", name="Menu").click()
        await expect(shown.page.get_by_role("navigation", name="Menu")).to_be_visible()
        await shown.look(f"first-english-dark{path.replace('/', '-')}", full=False)
