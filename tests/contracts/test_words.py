"""People read names, not codes: every state and every move of a refusal has a word in Chinese."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("hazard-registry", "reporting-whistleblower", "enforcement")


def domain_of(service: str) -> str:
    folder = ROOT / "services" / service / "src" / service.replace("-", "_") / "domain"
    return "\n".join(path.read_text() for path in sorted(folder.rglob("*.py")))


@pytest.mark.parametrize("service", SERVICES)
def test_every_state_and_move_has_a_name(service: str) -> None:
    messages = importlib.import_module(f"{service.replace('-', '_')}.messages").MESSAGES
    source = domain_of(service)
    codes = set(re.findall(r'(?:move|status)="([a-z_]+)"', source))
    for body in re.findall(r"class Status\(StrEnum\):(.*?)(?=\n\S)", source, re.DOTALL):
        codes |= set(re.findall(r'= "([a-z_]+)"', body))

    assert len(codes) > 8
    assert codes - set(messages["illegal_move"].words) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_a_refused_move_is_said_without_a_code(service: str) -> None:
    message = importlib.import_module(f"{service.replace('-', '_')}.messages").MESSAGES[
        "illegal_move"
    ]

    said = message.say(
        "zh",
        {
            "status": "closed" if service != SERVICES[1] else "paid",
            "move": "close" if service != SERVICES[1] else "pay",
        },
    )

    assert re.search(r"[a-z]", said) is None
