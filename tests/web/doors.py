"""How people come in through the doors of the apps behind a sign-in."""

from typing import Final

from tests.web.rig import Screen

PASSWORD: Final = "Zhiben-demo-2026"


async def sign_in(shown: Screen, login: str, *, language: str = "zh") -> None:
    page = shown.page
    name, word, press = (
        ("账号", "密码", "登录") if language == "zh" else ("Account", "Password", "Sign in")
    )
    await page.get_by_label(name, exact=True).fill(login)
    await page.get_by_label(word, exact=True).fill(PASSWORD)
    await page.get_by_role("button", name=press, exact=True).click()
