"""A browser before the running system, which complains of everything a page must not do."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from launcher.web_clients import node_command
from PIL import Image
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Route,
    ViewportSize,
    expect,
)

expect.set_options(timeout=30_000)  # milliseconds; a machine of two busy cores

ROOT: Final = Path(__file__).parents[2]
AXE: Final = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
SMALL: Final[ViewportSize] = {"width": 320, "height": 640}
DESK: Final[ViewportSize] = {"width": 1440, "height": 900}
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# As root, offline, in a container; it asks nobody for anything.
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_LISTENER: Final = """
addEventListener('securitypolicyviolation', (e) => {
  console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile)
})
"""
_RUN_AXE: Final = """
async (rules) => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })
  return found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '))
}
"""
# Han characters in an English page stand in names and in what people typed, never in its own words.
_HAN: Final = """
() => {
  const found = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement
    if (!/\\p{Script=Han}/u.test(node.data) || !parent.checkVisibility()) continue
    if (parent.closest('[lang^=zh], [data-theirs], option, .typed, .letter, .ledger td, [translate=no]')) continue
    found.push(node.data.trim())
  }
  return found
}
"""


def chromium() -> str | None:
    """Find the browser of the machine; one is never downloaded."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Screen:
    """A page in a browser of its own, and everything it did that it must not do."""

    page: Page
    address: str
    pictures: Path
    wrongs: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    async def open(self, path: str) -> None:
        await self.page.goto(self.address + path, wait_until="load")

    async def look(self, name: str, *, full: bool = True) -> None:
        """Take a picture, and insist that everybody can use what it shows."""
        await self.page.wait_for_timeout(120)  # a transition of a button's colour
        await self.page.screenshot(path=self.pictures / f"{name}.png", full_page=full)
        found = await self._axe()
        assert found == [], f"{name}: {found}"
        sideways = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sideways <= 0, f"{name} scrolls {sideways} pixels sideways"

    async def untranslated(self) -> list[str]:
        """List the Chinese words of the page's own on an English page."""
        found: list[str] = await self.page.evaluate(_HAN)
        return [text for text in found if text != "中文"]

    async def _axe(self) -> list[str]:
        # An injected script element would be stopped by our own policy.
        await self.page.evaluate(AXE.read_text("utf-8"))
        found: list[str] = await self.page.evaluate(_RUN_AXE, RULES)
        return found

    def blame(self) -> None:
        """Insist that nothing was forbidden, failed or asked of strangers."""
        assert self.wrongs == []
        assert self.elsewhere == []


@asynccontextmanager
async def screen(
    browser: Browser, address: str, pictures: Path, **options: Any
) -> AsyncIterator[Screen]:
    """Open a browser of its own; at the end insist that it behaved."""
    context = await browser.new_context(**{**_USUAL, **options})
    try:
        shown = await _watched(context, address, pictures)
        yield shown
        shown.blame()
    finally:
        await context.close()


_USUAL: Final[dict[str, Any]] = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "viewport": PHONE,
    "device_scale_factor": 1.5,
    "has_touch": True,
    "is_mobile": True,
}
ON_A_DESK: Final[dict[str, Any]] = {
    "viewport": DESK,
    "is_mobile": False,
    "has_touch": False,
    "device_scale_factor": 1,
}


async def _watched(context: BrowserContext, address: str, pictures: Path) -> Screen:
    host = urlsplit(address).netloc
    await context.add_init_script(_LISTENER)
    page = await context.new_page()
    page.set_default_timeout(30_000)
    shown = Screen(page, address, pictures)

    async def stranger(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == host or request.url.startswith(("blob:", "data:")):
            await route.continue_()
            return
        shown.elsewhere.append(request.url)
        await route.abort()

    await context.route("**/*", stranger)
    page.on("pageerror", lambda error: shown.wrongs.append(str(error)))
    page.on(
        "console",
        lambda said: (
            shown.wrongs.append(said.text) if said.type == "error" and _counts(said.text) else None
        ),
    )
    return shown


def _counts(text: str) -> bool:
    """A refusal of the API is written to the console by the browser itself; the page shows it."""
    return not text.startswith("Failed to load resource")


def photograph_with_place(folder: Path, *, width: int = 4000, height: int = 3000) -> Path:
    """Make a photograph of twelve megapixels, turned, that says where it was taken."""
    noise = Image.effect_noise((width // 8, height // 8), 90).resize((width, height))
    picture = Image.merge(
        "RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    )
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Some phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 57.0, 30.0), 3: "E", 4: (118.0, 23.0, 10.0)})
    path = folder / "with-place.jpg"
    picture.save(path, quality=92, exif=exif)
    return path


def budget(app: str, page: str, suffix: str) -> int:
    """Return how many bytes a page's first load takes, compressed."""
    folder = ROOT / "web" / "dist" / app
    html = (folder / page).read_text("utf-8")
    names = {word for word in html.split('"') if word.endswith(suffix)}
    return sum((folder / f"{Path(name).name}.gz").stat().st_size for name in names)


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the web clients' workspace."""
    return subprocess.run(  # noqa: S603 - a script of ours
        [*node_command(), *arguments],
        env=os.environ | {"NO_COLOR": "1"},
        cwd=ROOT / "web",
        capture_output=True,
        text=True,
        check=False,
    )
