"""The story is told twice on one system, and every audit trail is proved from its first entry."""

import io

from tests.journeys import ledger_file
from tests.journeys.chapters.reconciliation import SEALING_SERVICES
from tests.journeys.plot import LEDGER
from tests.journeys.story import CHAPTERS, tell
from tests.journeys.telling import Telling
from tests.journeys.whole_system import WholeSystem


async def test_the_story_is_told_in_chinese_and_again_in_english(system: WholeSystem) -> None:
    told = {language: io.StringIO() for language in ("zh", "en")}

    await tell(system.address, Telling("zh", told["zh"]))
    await tell(system.address, Telling("en", told["en"]))

    assert told["zh"].getvalue().count("\n【") == len(CHAPTERS)
    assert "账目相符" in told["zh"].getvalue()
    assert "created=0  already_known=12" in told["en"].getvalue()


async def test_every_audit_trail_is_sound_from_its_first_entry(system: WholeSystem) -> None:
    said = await system.run("each", "--", "chassis.audit", "verify")

    assert said.count("✓ nanan/") == len(SEALING_SERVICES), said
    assert "✗" not in said


async def test_the_ledger_that_is_shipped_is_the_one_the_script_writes() -> None:
    assert LEDGER.read_bytes() == ledger_file.workbook(ledger_file.rows())
