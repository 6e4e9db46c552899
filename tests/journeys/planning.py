"""The leader's one page: the plan with every service's figures, and a snapshot for the meeting."""

from tests.journeys.people import Cast


async def test_the_plan_board_shows_what_is_measured_and_says_what_is_not(cast: Cast) -> None:
    leader = await cast.who("leader")

    board = await leader.get("/v1/plan")

    rows = {row["row"]: row for row in board["rows"]}
    assert len(board["rows"]) == 36
    assert set(board["services"].values()) == {"ok"}
    assert sum(board["lights"].values()) == 36
    assert {figure["code"] for figure in rows["7"]["figures"]} >= {"7.closing_rate", "7.overdue"}
    assert rows["3"]["parts"][0]["figures"]
    assert rows["3"]["measured"] == rows["8"]["measured"] == rows["18"]["measured"] == "measured"
    assert (rows["4"]["measured"], rows["4"]["light"]) == ("not_yet", "grey")
    assert [one["standing"] for one in rows["27"]["milestones"]] == ["reached"]
    assert rows["25"]["latest"]["body"] == "science"


async def test_every_figure_leads_to_the_records_it_counts(cast: Cast) -> None:
    """All but those of reports, which a leader may count and not read."""
    leader = await cast.who("leader")
    board = await leader.get("/v1/plan")

    figures = [
        figure
        for row in board["rows"]
        for part in (row, *row["parts"])
        for figure in part["figures"]
    ]
    followed = [await leader.send("GET", figure["list_url"]) for figure in figures]

    closed = [figure["list_url"].startswith("/v1/reports") for figure in figures]
    assert [answer.status_code == 403 for answer in followed] == closed
    assert {answer.status_code for answer in followed} == {200, 403}


async def test_a_snapshot_stays_as_it_was_taken(cast: Cast) -> None:
    leader, clerk, grid = [await cast.who(name) for name in ("leader", "clerk", "grid")]

    taken = await leader.post("/v1/plan/snapshots", {"note": "第三季度调度会"})

    shown = await clerk.get(f"/v1/plan/snapshots/{taken['id']}")
    assert shown["board"]["rows"] == taken["board"]["rows"]
    assert taken["id"] in [one["id"] for one in (await clerk.get("/v1/plan/snapshots"))["items"]]
    refused = await grid.send("GET", "/v1/plan")
    abroad = await leader.send(
        "POST", "/v1/plan/snapshots", json={"note": "别处", "area": "350583003"}
    )
    assert (refused.status_code, abroad.status_code) == (403, 403)


async def test_who_may_not_see_a_figure_is_told_so_and_shown_no_zero(cast: Cast) -> None:
    village = await cast.who("village")

    board = await village.get("/v1/plan")

    reports = next(row for row in board["rows"] if row["row"] == "8")
    assert board["services"]["reporting-whistleblower"] == "not_yours"
    assert (reports["measured"], reports["figures"]) == ("not_yours", [])
