"""Anyone signed in reads the law the system computes by; an administrator confirms and replaces it."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from chassis.http import ApiRouter, Caller, Now, Tx
from chassis.messages import Message, Messages
from chassis.permissions import SIGNED_IN, By, Permissions
from chassis.problems import documented
from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from law.rules import store
from law.rules.rule import Confidence, Origin, Rule

RULE_PERMISSIONS: Final = Permissions(
    {
        "list_rules": SIGNED_IN,
        "replace_rule": {"system_admin": By.ALL},
        "confirm_rule": {"system_admin": By.ALL},
    }
)

RULE_MESSAGES: Final[Messages] = {
    "already_confirmed": Message(
        409,
        zh="规则 {rule} 第 {version} 版无需确认,或已有人确认。",
        en="Version {version} of rule {rule} needs no confirmation, or has it.",
    ),
    "rule_shape": Message(
        422,
        zh="规则 {rule} 的取值结构与现行版本不同;请保留原有的各项名称和类型,只改数值。",
        en="The value is built otherwise than that of rule {rule}; keep its names and kinds.",
    ),
}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{1,79}$")]


class RuleOut(BaseModel):
    """One version of a rule, valid on [effective_from, effective_to)."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    version: int
    value: Any
    effective_from: date
    effective_to: date | None
    source: str
    article: str
    confidence: Confidence
    origin: Origin
    provisional: bool
    off: bool
    confirmed_by: str | None
    confirmed_at: datetime | None


class RulesOut(BaseModel):
    """Every version of every rule; there are some dozens."""

    items: list[RuleOut]


class RuleIn(BaseModel):
    """A new version, entered by the office and vouched for by whoever enters it."""

    model_config = ConfigDict(extra="forbid")

    code: Code
    value: Any = Field(description="Keep the shape of the version it replaces.")
    effective_from: date
    effective_to: date | None = None
    source: Words = Field(examples=["闽应急〔2026〕1号"])
    article: Words = Field(examples=["第三条"])
    why: Words | None = None

    @model_validator(mode="after")
    def _some_days(self) -> Self:
        if self.effective_to is not None and self.effective_to <= self.effective_from:
            raise ValueError("effective_to must be after effective_from")
        return self


class ConfirmationIn(BaseModel):
    """Which version was compared with the official text."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1)
    why: Words | None = None


def rules_router() -> APIRouter:
    """Offer a service's rules."""
    router = ApiRouter(prefix="/v1/rules", tags=["rules"])

    @router.get("", response_model=RulesOut)
    async def list_rules(tx: Tx, code: str | None = None) -> RulesOut:
        """List rules with their history, or one rule's."""
        rules = await store.load(tx, *([code] if code else []))
        return RulesOut(items=[RuleOut.model_validate(rule) for rule in rules.rules])

    @router.post(
        "",
        response_model=RuleOut,
        status_code=status.HTTP_201_CREATED,
        responses=documented(RULE_MESSAGES, "not_found", "rule_shape"),
    )
    async def replace_rule(
        body: RuleIn, response: Response, *, tx: Tx, caller: Caller, now: Now
    ) -> Rule:
        """Add the office's version of a rule that exists; it wins over the shipped ones."""
        rule = await store.replace_rule(tx, **dict(body), by=caller, at=now)
        response.headers["Location"] = f"/v1/rules?code={rule.code}"
        return rule

    @router.post(
        "/{code}/confirm",
        response_model=RuleOut,
        responses=documented(RULE_MESSAGES, "already_confirmed"),
    )
    async def confirm_rule(
        code: Code, body: ConfirmationIn, *, tx: Tx, caller: Caller, now: Now
    ) -> Rule:
        """Vouch for a version, so that decisions may rest on it."""
        return await store.confirm_rule(tx, code=code, **dict(body), by=caller, at=now)

    return router
