"""Every direct dependency is there for a reason somebody wrote down."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
DECISION = ROOT / "docs" / "decisions" / "0002-dependencies.md"


def direct_dependencies() -> set[str]:
    wanted: list[str] = []
    for file in [
        ROOT / "pyproject.toml",
        *ROOT.glob("*/*/pyproject.toml"),
        *ROOT.glob("*/pyproject.toml"),
    ]:
        project = tomllib.loads(file.read_text())
        wanted += project["project"]["dependencies"]
        wanted += project.get("dependency-groups", {}).get("dev", [])
    return {re.split(r"[\[<>=;~! ]", requirement)[0].lower() for requirement in wanted}


def test_every_direct_dependency_is_explained() -> None:
    explained = set(re.findall(r"[a-z0-9][a-z0-9-]+", DECISION.read_text().lower()))
    ours = {
        "hazard-registry",
        "reporting-whistleblower",
        "training-records",
        "enforcement",
        "gateway",
    }

    assert direct_dependencies() - explained - ours == set()


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text()

    assert "--hash=sha256:" in lock
    assert "://" not in lock
