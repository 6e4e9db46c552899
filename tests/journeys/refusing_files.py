"""Files that are not taken: each is named, and leaves nothing behind."""

import io

from PIL import Image

from tests.journeys import ledger_file
from tests.journeys.chapters.ledger import PATH, XLSX
from tests.journeys.people import Cast, Person
from tests.journeys.plot import PHOTOGRAPH
from tests.journeys.refused import refused
from tests.journeys.whole_system import WholeSystem

MB = 1024 * 1024
UPLOADS = "SELECT count(*) FROM upload"
ATTACHMENTS = "SELECT count(*) FROM attachment"


async def test_a_ledger_with_a_bad_cell(system: WholeSystem, clerk: Person) -> None:
    before = await system.value("hazard_registry", "SELECT count(*) FROM hazards")
    book, cell = ledger_file.with_a_bad_cell(11)

    problem = await refused(clerk, 422, "ledger_faulty", "POST", PATH, content=book, kind=XLSX)

    assert [error["pointer"] for error in problem["errors"]] == [f"{ledger_file.SHEET}!{cell}"]
    assert await system.value("hazard_registry", "SELECT count(*) FROM hazards") == before


async def test_an_upload_that_is_not_what_it_says(system: WholeSystem, cast: Cast) -> None:
    before = await system.value("reporting_whistleblower", UPLOADS)
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")

    for content in (drawn.getvalue(), b"<html>not a photograph</html>"):
        await refused(
            cast.anybody, 415, "not_what_it_says", "POST", "/v1/report-uploads",
            content=content, kind="image/jpeg",
        )  # fmt: skip

    assert await system.value("reporting_whistleblower", UPLOADS) == before


async def test_a_photograph_of_30_megabytes(system: WholeSystem, cast: Cast, clerk: Person) -> None:
    before = await system.value("reporting_whistleblower", UPLOADS)
    kept = await system.value("hazard_registry", ATTACHMENTS)
    huge = PHOTOGRAPH.read_bytes() + bytes(30 * MB)

    for person, path in ((cast.anybody, "/v1/report-uploads"), (clerk, "/v1/attachments")):
        await refused(person, 413, "too_large", "POST", path, content=huge, kind="image/jpeg")

    assert await system.value("reporting_whistleblower", UPLOADS) == before
    assert await system.value("hazard_registry", ATTACHMENTS) == kept
