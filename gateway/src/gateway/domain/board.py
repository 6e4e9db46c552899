"""The plan on one page: each row with its figures, its light and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]

_WORST_FIRST = ("red", "yellow", "green")
GREY = "grey"


class Reach(StrEnum):
    """Whether a service told its figures."""

    OK = "ok"
    UNAVAILABLE = "unavailable"
    NOT_YOURS = "not_yours"


class Measured(StrEnum):
    """Whether a row has figures, and if not, why."""

    MEASURED = "measured"
    NOT_YET = "not_yet"
    UNAVAILABLE = "unavailable"
    NOT_YOURS = "not_yours"


def lay_out(
    rows: Sequence[Json], figures: Sequence[Json], reach: Mapping[str, Reach]
) -> list[dict[str, Any]]:
    """Put figures to their rows, and parts into the row they are parts of."""
    laid = [_row(row, [f for f in figures if f["row"] == row["row"]], reach) for row in rows]
    whole = [row for row in laid if row["part_of"] is None]
    for row in whole:
        row["parts"] = [part for part in laid if part["part_of"] == row["row"]]
        if row["parts"]:
            row["light"] = worst(part["light"] for part in (row, *row["parts"]))
            row["measured"] = _measured_by_parts([row, *row["parts"]])
    return whole


def count_lights(rows: Iterable[Json]) -> dict[str, int]:
    """Count the rows of each light."""
    lights = [row["light"] for row in rows]
    return {light: lights.count(light) for light in (*_WORST_FIRST[::-1], GREY)}


def worst(lights: Iterable[str]) -> str:
    """Choose the light of a row from those of its figures; grey where there is none."""
    there = set(lights)
    return next((light for light in _WORST_FIRST if light in there), GREY)


def _row(row: Json, figures: list[Json], reach: Mapping[str, Reach]) -> dict[str, Any]:
    overdue = sum(one["standing"] == "overdue" for one in row["milestones"])
    return {
        **row,
        # A date of the plan that passed unmet is red, whatever the figures say.
        "light": "red" if overdue else worst(figure["light"] for figure in figures),
        "measured": _measured(row, figures, reach),
        "figures": figures,
        "milestones_overdue": overdue,
        "parts": [],
    }


def _measured(row: Json, figures: list[Json], reach: Mapping[str, Reach]) -> Measured:
    if figures:
        return Measured.MEASURED
    owner = reach.get(row["owner"], Reach.UNAVAILABLE)
    return Measured.NOT_YET if owner is Reach.OK else Measured(owner.value)


def _measured_by_parts(rows: list[dict[str, Any]]) -> Measured:
    found = {row["measured"] for row in rows}
    return next(m for m in Measured if m in found)
