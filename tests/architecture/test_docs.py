"""The pages that are read off the code say what the code does today."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


@pytest.mark.parametrize("page", ["events.md", "rights.md", "problems.md"])
def test_a_generated_page_is_fresh(page: str) -> None:
    assert (DOCS / page).read_text() == generated()[page], "run `make docs`"


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("services/*/README.md")],
    ids=lambda path: str(path.relative_to(ROOT)),
)  # fmt: skip
def test_a_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_make_command_a_reader_is_told_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set()
    for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
        told |= set(re.findall(r"`make ([a-z-]+)", page.read_text()))

    assert told
    assert told - targets == set()


def test_decisions_are_numbered_one_after_another() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))

    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    assert [int(re.findall(r"^# (\d+)\.", page.read_text())[0]) for page in pages] == [
        int(page.name[:4]) for page in pages
    ]
