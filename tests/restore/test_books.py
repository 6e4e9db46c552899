"""The books would show it if something were lost, forgotten, doubled or changed."""

import pytest

from tests.restore.books import Record, unknown

EVENTS = {"hazard_registry": {"1": "found", "2": "verified"}}
TRAIL = {"hazard_registry": {"1": "clerk found"}}


def test_what_a_reader_heard_and_its_publisher_forgot_is_counted() -> None:
    sent = {"hazard-registry": {"1"}, "enforcement": {"9"}}
    heard = {"enforcement-HAZARD": {"1", "2"}, "hazard-registry-CASE": {"9"}}

    assert unknown(sent, heard) == {"enforcement-HAZARD": 1}


@pytest.mark.parametrize(
    "other",
    [
        Record({"hazard_registry": {"1": "found"}}, TRAIL),
        Record({"hazard_registry": {"1": "found", "2": "closed"}}, TRAIL),
        Record(EVENTS, {"hazard_registry": {"1": "somebody else found"}}),
        Record(EVENTS, {"hazard_registry": {}}),
    ],
)
def test_a_record_that_lacks_or_changes_something_does_not_hold_it(other: Record) -> None:
    assert Record(EVENTS, TRAIL).is_part_of(Record(EVENTS, TRAIL))
    assert not Record(EVENTS, TRAIL).is_part_of(other)
