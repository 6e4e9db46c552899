"""People read names, not codes: whatever a refusal says of a code of ours has a name."""

import importlib
import json
import re
from enum import StrEnum
from pathlib import Path

import pytest
from chassis.messages import Language, Message, Words, worded
from enforcement.domain import clue, penalty
from enforcement.domain import status as case
from hazard_registry.domain import life
from hazard_registry.domain.plan import Plan
from reporting_whistleblower.domain import fund, identity, report, reward
from reporting_whistleblower.domain.keys import ROLE_OF
from training_records.messages import REASONS

ROOT = Path(__file__).parents[2]
SERVICES = ("hazard-registry", "reporting-whistleblower", "enforcement")
# A move is named where it is refused, or handed to what refuses it.
REFUSED = re.compile(r'\bmove="([a-z_]+)"')
HANDED = re.compile(
    r"(?:_stay|_by_another|_perform|_performance|_move|_next|_must_wait|\bneed)"
    r'\((?:[^()"]|\([^()]*\))*"([a-z_]+)"'
)
STATES: dict[str, tuple[type[StrEnum], ...]] = {
    "hazard-registry": (life.Status,),
    "reporting-whistleblower": (report.Status, reward.Status, identity.Status),
    "enforcement": (case.Status, clue.ClueStatus),
}


def words_of(service: str) -> Words:
    return messages_of(service)["illegal_move"].words


def messages_of(service: str) -> dict[str, Message]:
    module = importlib.import_module(f"{service.replace('-', '_')}.messages")
    return dict(module.MESSAGES)


def moves_of(service: str) -> set[str]:
    package = ROOT / "services" / service / "src" / service.replace("-", "_")
    found: set[str] = set()
    for layer in ("domain", "use_cases"):
        for path in sorted((package / layer).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            found |= {*REFUSED.findall(text), *HANDED.findall(text)}
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_every_state_and_every_move_has_a_name(service: str) -> None:
    states = {state.value for kind in STATES[service] for state in kind}
    moves = moves_of(service)

    assert len(moves) > 8
    assert states - set(words_of(service)["status"]) == set()
    assert moves - set(words_of(service)["move"]) == set()


def test_what_a_case_or_a_clue_may_become_is_a_move_too() -> None:
    targets = {to.value for after in case.MOVES.values() for to in after}
    answers = {answer.value for answer in clue.ClueStatus} - {"received"}

    assert (targets | answers) - set(words_of("enforcement")["move"]) == set()


@pytest.mark.parametrize(
    ("service", "fact", "codes"),
    [
        ("hazard-registry", "missing", set(Plan.FIVE)),
        ("hazard-registry", "level", {"subdistrict", "county", "city", "province"}),
        ("reporting-whistleblower", "source", set(fund.Source)),
        ("reporting-whistleblower", "roles", set(ROLE_OF.values())),
        ("enforcement", "stage", set(penalty.Stage)),
        ("enforcement", "target", set(penalty.Target)),
        ("enforcement", "kind", set(penalty.Kind)),
    ],
)
def test_every_other_code_has_a_name(service: str, fact: str, codes: set[str]) -> None:
    assert codes - set(words_of(service)[fact]) == set()


def test_every_reason_for_no_reward_has_a_name() -> None:
    use_cases = ROOT / "services/reporting-whistleblower/src/reporting_whistleblower/use_cases"
    text = "\n".join(path.read_text(encoding="utf-8") for path in use_cases.rglob("*.py"))
    reasons = set(re.findall(r'reason="([a-z_]+)"', text))
    reasons |= set(re.findall(r', "(not_[a-z]+)"\)', text))

    assert len(reasons) >= 7
    assert reasons - set(words_of("reporting-whistleblower")["reason"]) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_chinese_name_holds_a_code_and_no_english_one_holds_chinese(service: str) -> None:
    names = [name for fact in words_of(service).values() for name in fact.values()]

    assert [zh for zh, _ in names if re.search(r"[a-z_]", zh)] == []
    assert [en for _, en in names if re.search(r"[_\u4e00-\u9fff]", en)] == []


@pytest.mark.parametrize(
    ("service", "code", "facts", "zh"),
    [
        (
            "hazard-registry",
            "illegal_move",
            {"status": "closed", "move": "start"},
            "当前状态“已销号”不能办理“开始整改”;请刷新后按流程办理。",
        ),
        (
            "hazard-registry",
            "reviewer_of_department_required",
            {"department": "fire_station"},
            "须由责任部门“消防站”的工作人员现场审查。",
        ),
        (
            "reporting-whistleblower",
            "no_reward_due",
            {"reason": "not_substantiated"},
            "不符合奖励条件:举报未查实。",
        ),
        (
            "enforcement",
            "may_not_punish",
            {"body": "fire_station", "matter": "industry_trade", "to": "emergency_bureau"},
            "柳城街道消防站 在“工贸行业安全生产”领域没有处罚权，不能立案；请移送 南安市应急管理局。",
        ),
    ],
)
def test_a_refusal_is_said_in_names(
    service: str, code: str, facts: dict[str, object], zh: str
) -> None:
    assert messages_of(service)[code].say("zh", facts) == zh


def test_what_somebody_typed_is_not_mistaken_for_a_code() -> None:
    [message] = worded(
        {"unknown": Message(422, zh="没有“{area}”:{status}", en="No {area}: {status}")},
        {"status": {"closed": ("已销号", "closed")}},
    ).values()

    assert message.say("zh", {"area": "closed", "status": "closed"}) == "没有“closed”:已销号"


def test_several_codes_are_named_one_by_one() -> None:
    [message] = worded(
        {"missing": Message(422, zh="缺少{missing}", en="lacks {missing}")},
        {"missing": {"funds": ("资金", "the funds"), "deadline": ("时限", "the deadline")}},
    ).values()

    assert message.say("zh", {"missing": ("funds", "deadline")}) == "缺少资金、时限"
    assert message.say("en", {"missing": ("funds", "deadline")}) == "lacks the funds, the deadline"


RULE_FILES = sorted(
    path
    for top in ("services", "libs")
    for files in ("rules.json", "rules/*.json")
    for path in ROOT.glob(f"{top}/*/src/*/data/{files}")
)
# An article, a task of the plan, an article nobody has looked up yet, or none: never a description.
ARTICLE = re.compile(
    r"第[一二三四五六七八九十百零\d]+[条项]|\(二\)主要目标|南柳政|条号待核|示例$|—"
)


@pytest.mark.parametrize(
    "path", RULE_FILES, ids=lambda path: str(path.relative_to(ROOT)).replace("/", ".")
)
def test_a_rule_cites_an_article_or_says_that_it_is_still_to_be_looked_up(path: Path) -> None:
    articles = [rule["article"] for rule in json.loads(path.read_text(encoding="utf-8"))]

    assert articles
    assert [article for article in articles if not ARTICLE.match(article)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_of_a_gate_is_one_full_sentence(language: Language) -> None:
    end = "。" if language == "zh" else "."

    said = [reason.say(language, {"day": "2026-03-04"}) for reason in REASONS.values()]

    assert [text for text in said if not text.endswith(end) or len(text) < 12 or "—" in text] == []
