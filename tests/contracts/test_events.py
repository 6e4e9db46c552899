"""What services promise each other. A red test here means somebody else will break."""

import json
import typing
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any
from uuid import UUID

import pytest
from chassis.streams import STREAMS, events_in
from contracts import cases, codes, hazards, reports, training
from contracts.event import Event
from pydantic import AwareDatetime

EVENTS = sorted(
    (event for module in (cases, hazards, reports, training) for event in events_in(module)),
    key=lambda event: event.subject,
)
GOLDEN = Path(__file__).parent / "golden"
CODES = [value for value in vars(codes).values() if typing.get_origin(value) is typing.Annotated]
HARMLESS = (UUID, int, bool, date, datetime, AwareDatetime, NoneType)


def is_harmless(annotation: Any) -> bool:
    if annotation in CODES or annotation in HARMLESS:
        return True
    if typing.get_origin(annotation) is not None:
        return all(is_harmless(part) for part in typing.get_args(annotation))
    return isinstance(annotation, type) and issubclass(annotation, Enum)


def hints(event: type[Event]) -> dict[str, Any]:
    every = typing.get_type_hints(event, include_extras=True)
    return {name: every[name] for name in event.model_fields}


def goldens(event: type[Event]) -> list[dict[str, Any]]:
    """Every payload that was ever published of this version, the oldest shape first."""
    found = sorted(GOLDEN.glob(f"{event.subject}.v{event.version}.*json"))
    return [json.loads(path.read_text()) for path in found]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.subject)
def test_an_event_carries_no_free_text(event: type[Event]) -> None:
    """Whoever wrote a report must not be found in a log, a stream or a dead letter."""
    assert {name for name, hint in hints(event).items() if not is_harmless(hint)} == set()


def test_the_rule_against_text_can_fail() -> None:
    assert not is_harmless(str)
    assert not is_harmless(list[str])
    assert not is_harmless(str | None)


def test_only_units_carry_a_name() -> None:
    named = {e.noun() for e in EVENTS if codes.RegisteredName in hints(e).values()}

    assert named == {"unit"}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.subject)
def test_what_was_published_can_still_be_read(event: type[Event]) -> None:
    """Never edit a golden file; a change that breaks one needs a new version of the event."""
    first = GOLDEN / f"{event.subject}.v{event.version}.json"
    assert first.exists(), f"add {first.name}, so that this version can never change unnoticed"

    for stored in goldens(event):
        read = event.model_validate(stored)
        assert json.loads(read.model_dump_json()).items() >= stored.items()


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.subject)
def test_a_golden_file_shows_every_field(event: type[Event]) -> None:
    """A field that was added later stands in a file of its own, beside the first one."""
    assert {name for stored in goldens(event) for name in stored} == set(event.model_fields)


def test_no_two_events_share_a_name() -> None:
    assert len({event.subject for event in EVENTS}) == len(EVENTS)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.subject)
def test_every_event_has_one_stream(event: type[Event]) -> None:
    assert len([stream for stream in STREAMS if event.noun() in stream.nouns]) == 1
