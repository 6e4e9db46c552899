"""The clerk brings in the office's ledger: tried first, refused with the cell named, never doubled."""

from typing import Any

from tests.journeys import ledger_file
from tests.journeys.people import Person, WentWrong
from tests.journeys.plot import LEDGER, Plot

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATH = "/v1/imports/ledger"


async def import_ledger(plot: Plot) -> None:
    """Dry run, a bad copy, the import, and the same file once more."""
    plot.tell.chapter("导入 Excel 台账", "The clerk imports the ledger")
    clerk, book = await plot.cast.who("clerk"), LEDGER.read_bytes()
    tried = await clerk.upload(f"{PATH}?dry_run=true", book, XLSX)
    plot.tell.step("试运行,不写入任何数据", "a dry run", **_counts(tried))
    await _bring_bad_copy(plot, clerk, tried)
    done = await clerk.upload(PATH, book, XLSX)
    if _counts(done) != _counts(tried):
        raise WentWrong(f"the dry run said {_counts(tried)}, the import did {_counts(done)}")
    plot.tell.step("正式导入,与试运行一致", "imported, as the dry run said", **_counts(done))
    again = await clerk.upload(PATH, book, XLSX)
    if again["created"] or again["already_known"] != done["rows"]:
        raise WentWrong(f"the same file changed something: {_counts(again)}")
    plot.tell.step(
        "同一文件再导入一次,没有任何变化", "the same file twice changes nothing", **_counts(again)
    )


async def _bring_bad_copy(plot: Plot, clerk: Person, tried: dict[str, Any]) -> None:
    book, cell = ledger_file.with_a_bad_cell(7)
    problem = await clerk.refused("ledger_faulty", PATH, content=book, kind=XLSX)
    [fault] = problem["errors"]
    if not fault["pointer"].endswith(cell):
        raise WentWrong(f"the bad cell is {cell}, told was {fault['pointer']}")
    plot.tell.refused(f"{fault['pointer']} 有错:{fault['message']}", "a bad cell, named", problem)
    after = await clerk.upload(f"{PATH}?dry_run=true", LEDGER.read_bytes(), XLSX)
    if _counts(after) != _counts(tried):
        raise WentWrong("a refused ledger left something behind")


def _counts(report: dict[str, Any]) -> dict[str, int]:
    return {name: report[name] for name in ("rows", "created", "already_known", "units_created")}
