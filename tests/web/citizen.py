"""How a citizen goes through the public pages, in either language."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.web.rig import Screen

STORY = "二楼包装车间的安全出口被铁链锁住，里面还有三十多人在上班。举报标记 䶮㛃𬭎"
PLACE = "二楼包装车间东侧楼梯"
ZH = {"next": "下一步", "skip": "没有照片，下一步", "send": "发送举报", "look": "查询", "kind": "重大事故隐患",
      "place": "具体地点", "story": "请写下您看到的情况", "code": "16 位查询码", "back": "上一步"}  # fmt: skip
EN = {"next": "Next", "skip": "No photographs, next", "send": "Send the report", "look": "Look it up",
      "kind": "Something else, or not sure", "place": "Exact place", "story": "Write down what you saw",
      "code": "16-digit code", "back": "Back"}  # fmt: skip


@dataclass
class Citizen:
    """Somebody at the public pages."""

    screen: Screen
    words: dict[str, str]

    async def press(self, name: str) -> None:
        await self.screen.page.get_by_role("button", name=self.words[name], exact=True).click()

    async def write(self, name: str, text: str) -> None:
        await self.screen.page.get_by_label(self.words[name]).fill(text)

    async def say_where(self, place: str = PLACE) -> None:
        await self.write("place", place)
        await self.press("next")

    async def say_what(self, story: str = STORY) -> None:
        await self.screen.page.get_by_role("radio", name=self.words["kind"]).check()
        await self.write("story", story)
        await self.press("next")

    async def add(self, *photographs: Path) -> None:
        chooser = self.screen.page.locator("input[type=file]").first
        await chooser.set_input_files(list(photographs))

    @property
    def summary(self) -> Locator:
        return self.screen.page.locator(".summary")

    async def receipt(self) -> str:
        """Read the sixteen digits, which come in four groups."""
        shown = self.screen.page.locator(".receipt")
        await expect(shown).to_be_visible()
        groups = (await shown.inner_text()).split()
        assert [len(group) for group in groups] == [4, 4, 4, 4]
        return "".join(groups)

    async def follow(self, code: str) -> None:
        await self.screen.open("/f")
        await self.write("code", code)
        await self.press("look")
