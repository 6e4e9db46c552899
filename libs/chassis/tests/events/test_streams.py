"""Who publishes what, and the names under which it is read."""

from collections import Counter

import pytest
from chassis.handlers import Handlers
from chassis.streams import STREAMS, UnknownEvent, stream_of, stream_with
from contracts.hazards import HazardVerified, UnitChanged


def test_every_service_that_publishes_has_one_stream_of_whole_nouns() -> None:
    found = {stream.owner: (stream.name, set(stream.nouns)) for stream in STREAMS}

    assert found["hazard-registry"][0] == "HAZARD"
    assert {"hazard", "unit"} <= found["hazard-registry"][1]
    assert found["reporting-whistleblower"] == ("REPORT", {"report", "reward", "retaliation"})
    assert found["training-records"] == ("TRAINING", {"certificate"})
    assert found["enforcement"] == (
        "CASE",
        {"clue", "case", "ban", "inspection", "visit", "measure", "accountability", "credit"},
    )


def test_no_two_streams_share_a_noun() -> None:
    nouns = Counter(noun for stream in STREAMS for noun in stream.nouns)

    assert set(nouns.values()) == {1}


def test_a_consumer_is_named_after_the_reader_and_the_stream() -> None:
    """The name is the key of its inbox: another one would handle everything again."""
    stream = stream_of("hazard_registry")

    assert stream is not None
    assert stream.consumer("enforcement") == "enforcement-HAZARD"
    assert stream.consumer("training_records") == "training-records-HAZARD"
    assert stream_of("gateway") is None


def test_a_reader_names_the_nouns_it_handles() -> None:
    handlers = Handlers()
    for event in (HazardVerified, UnitChanged):

        @handlers.on(event)
        async def handle(*_: object) -> None: ...

    assert handlers.nouns() == ["hazard", "unit"]
    assert {stream_with(noun).name for noun in handlers.nouns()} == {"HAZARD"}
    with pytest.raises(UnknownEvent):
        stream_with("weather")
