"""What a phone must fetch before it shows a page, and what the build may contain."""

import json
import re

import pytest

from tests.web.rig import ROOT, budget, node

KB = 1024


@pytest.mark.parametrize(
    ("app", "page", "script", "style"),
    [
        ("citizen", "index.html", 40 * KB, 6 * KB),
        ("citizen", "report.html", 40 * KB, 6 * KB),
        ("citizen", "follow.html", 40 * KB, 6 * KB),
        ("citizen", "certificate.html", 40 * KB, 6 * KB),
        ("enterprise", "index.html", 70 * KB, 10 * KB),
        ("console", "index.html", 70 * KB, 10 * KB),
    ],
)
def test_a_page_is_small(built: None, app: str, page: str, script: int, style: int) -> None:
    assert 10 * KB < budget(app, page, ".js") <= script
    assert 1 * KB < budget(app, page, ".css") <= style


def test_sealing_is_small_and_loaded_when_needed(built: None) -> None:
    folder = ROOT / "web" / "dist" / "citizen"
    sealing = [
        p for p in folder.glob("*.js.gz") if p.name.startswith(("device-", "receipt-", "sealing-"))
    ]
    first = (folder / "report.html").read_text("utf-8")

    assert len(sealing) == 3
    assert sum(path.stat().st_size for path in sealing) <= 40 * KB
    assert not [path for path in sealing if path.name.removesuffix(".gz") in first]


def test_nothing_is_written_into_a_page(built: None) -> None:
    """No inline script or style, no font, nothing from another host."""
    pages = sorted((ROOT / "web" / "dist").rglob("*.html"))
    assert len(pages) == 6
    for page in pages:
        text = page.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), page
        assert not re.search(r"<style|\sstyle=|\son\w+=", text), page
        assert not re.search(r"(?:src|href)=\"(?!/)", text), page
    styles = [p.read_text("utf-8") for p in (ROOT / "web" / "dist").rglob("*.css")]
    assert styles
    assert not [s for s in styles if "@font-face" in s or "@import" in s or "url(http" in s]


def test_the_lock_file_names_no_registry() -> None:
    """So that `npm ci` works from any mirror."""
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    named = [p["resolved"] for p in lock["packages"].values() if "resolved" in p]

    assert len(lock["packages"]) > 100
    assert all(not re.match(r"https?:|git", place) for place in named), named


def test_the_types_are_those_of_the_services(built: None) -> None:
    done = node("scripts/client.mjs", "--check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_clients_type_check(built: None) -> None:
    """A wrong field, or a key of a language that is missing, is found here."""
    done = node("node_modules/vue-tsc/bin/vue-tsc.js", "--noEmit")

    assert done.returncode == 0, done.stdout[-3000:]
