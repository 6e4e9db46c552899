"""The shape the README promises: small files, small functions, pure domains, plain names."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("hazard-registry", "reporting-whistleblower", "training-records", "enforcement")
SOURCES = sorted(
    path
    for top in ("libs", "services", "gateway", "deploy/local")
    for path in (ROOT / top).rglob("src/**/*.py")
)
TESTS = sorted(
    path
    for top in ("libs", "services", "gateway", "deploy/local", "tests")
    for path in (ROOT / top).rglob("*.py")
    if "tests" in path.relative_to(ROOT).parts
)
DOMAINS = [path for path in SOURCES if "domain" in (path.stem, *path.parts[-3:-1])]
LINES, TEST_LINES, FUNCTION_LINES, CHASSIS_LINES, SERVICE_README, ROOT_README = (
    300,
    400,
    40,
    6000,
    40,
    120,
)
EMPTY_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "misc", "services"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_there_is_something_to_measure() -> None:
    assert len(SOURCES) > 100
    assert len(DOMAINS) > len(SERVICES)


def too_long(paths: list[Path], most: int) -> list[str]:
    files = [f"{name(path)}: {lines(path)} lines" for path in paths if lines(path) > most]
    return files + [
        f"{name(path)}: {function} has {size} lines"
        for path in paths
        for function, size in functions(path)
        if size > FUNCTION_LINES
    ]


def test_every_file_fits_in_the_head() -> None:
    assert too_long(SOURCES, LINES) == []


def test_every_test_fits_in_the_head() -> None:
    assert too_long(TESTS, TEST_LINES) == []


def test_a_domain_imports_only_the_standard_library() -> None:
    guilty = []
    for path in DOMAINS:
        parts = path.relative_to(ROOT).parts
        allowed = sys.stdlib_module_names | {parts[parts.index("src") + 1]}
        guilty += [f"{name(path)}: {module}" for module in sorted(imported(path) - allowed)]
    assert guilty == []


def test_every_name_says_something() -> None:
    assert [name(p) for p in SOURCES if EMPTY_NAMES & {p.stem, p.parent.name}] == []


def test_the_chassis_stays_small() -> None:
    own = [path for path in SOURCES if "chassis" in path.relative_to(ROOT).parts[:2]]

    assert 0 < sum(lines(path) for path in own) <= CHASSIS_LINES


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_introduces_itself_briefly(service: str) -> None:
    assert 0 < lines(ROOT / "services" / service / "README.md") <= SERVICE_README


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_is_read_in_one_go(readme: str) -> None:
    assert 0 < lines(ROOT / readme) <= ROOT_README


def test_what_is_committed_names_no_machine_and_no_registry() -> None:
    hosts = ("pypi." + "org", "python" + "hosted.org", "npmjs." + "org", "deb." + "debian.org")
    machine = ("/" + "work/", "/" + "root/")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git the developer has
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    guilty = []
    for file in (ROOT / path for path in tracked if path):
        try:
            content = file.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        guilty += [(name(file), word) for word in hosts + machine if word in content]
    assert guilty == []


def test_workers_do_not_load_what_only_serves_requests() -> None:
    workers = ", ".join(f"{name.replace('-', '_')}.worker" for name in (*SERVICES, "gateway"))
    look = f"import sys, {workers}; print('fastapi' in sys.modules)"

    found = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )

    assert found.stdout == "False\n"
