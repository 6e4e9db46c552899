"""The plan on one page: lights, parts, and what could not be had."""

from typing import Any

import pytest
from chassis.testing import ClientAs
from gateway.domain.board import Measured, Reach, count_lights, lay_out

TRAINING, HAZARDS = "training-records", "hazard-registry"


def row(name: str, owner: str = HAZARDS, part_of: str | None = None) -> dict[str, Any]:
    return {"row": name, "owner": owner, "part_of": part_of, "milestones": []}


def figure(of: str, light: str) -> dict[str, str]:
    return {"row": of, "light": light, "code": f"{of}.{light}"}


def test_a_row_is_as_bad_as_its_worst_figure() -> None:
    figures = [figure("7", "green"), figure("7", "red"), figure("7", "yellow"), figure("6", "grey")]

    six, seven = lay_out([row("6"), row("7")], figures, {HAZARDS: Reach.OK})

    assert (six["light"], six["measured"]) == ("grey", Measured.MEASURED)
    assert (seven["light"], len(seven["figures"])) == ("red", 3)
    assert count_lights([six, seven]) == {"green": 0, "yellow": 0, "red": 1, "grey": 1}


def test_parts_stand_inside_their_row_and_colour_it() -> None:
    rows = [row("3", TRAINING), row("3a", TRAINING, "3"), row("3b", TRAINING, "3")]

    [three] = lay_out(rows, [figure("3a", "yellow")], {TRAINING: Reach.OK})

    assert [part["row"] for part in three["parts"]] == ["3a", "3b"]
    assert (three["light"], three["measured"]) == ("yellow", Measured.MEASURED)
    assert three["parts"][1]["measured"] == Measured.NOT_YET


@pytest.mark.parametrize(
    ("reach", "measured"),
    [
        (Reach.OK, Measured.NOT_YET),
        (Reach.UNAVAILABLE, Measured.UNAVAILABLE),
        (Reach.NOT_YOURS, Measured.NOT_YOURS),
    ],
)
def test_a_row_without_figures_says_why(reach: Reach, measured: Measured) -> None:
    [seven] = lay_out([row("7")], [], {HAZARDS: reach})

    assert (seven["measured"], seven["light"]) == (measured, "grey")


def test_an_overdue_milestone_is_counted_and_turns_its_row_red() -> None:
    late = row("7") | {"milestones": [{"standing": "overdue"}, {"standing": "reached"}]}

    [seven] = lay_out([late], [figure("7", "green")], {HAZARDS: Reach.OK})

    assert (seven["milestones_overdue"], seven["light"]) == (1, "red")


async def test_without_the_plan_itself_there_is_no_board(client_as: ClientAs) -> None:
    answer = await client_as("leader", area="350583002").get("/v1/plan")

    assert (answer.status_code, answer.json()["code"]) == (503, "plan_unavailable")
    assert "零" in answer.json()["detail"]
