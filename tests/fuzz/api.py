"""Walk a service by its own description: what Schemathesis makes of it, and what comes back."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import schemathesis
from chassis.identity import Grant, Principal
from chassis.permissions import PUBLIC, SIGNED_IN, Permissions
from reporting_whistleblower.domain.keys import Purpose
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.generation.case import Case
from schemathesis.hooks import GLOBAL_HOOK_DISPATCHER
from schemathesis.python import asgi

from tests.fuzz.served import Served
from tests.fuzz.sown import CALLER, PURPOSES, UNIT

ROLES = (
    "office_clerk", "department_officer", "department_head", "village_officer", "grid_worker",
    "enforcement_officer", "legal_reviewer", "leader", "unit_manager", "unit_worker",
    "training_officer", "system_admin", "security_admin", "auditor", "integrator",
)  # fmt: skip
CONFIDENTIAL = {
    "report_handler": Purpose.HANDLER,
    "custodian": Purpose.CUSTODIAN,
    "payer": Purpose.PAYER,
}
SOUND_KEY = re.compile("[!-~]{16,128}")
BAD_REQUEST, UNAVAILABLE = 400, 503
FILED = ("/attachments", "/uploads")
LOOSE = re.compile('"format": "date|"type": "boolean"')
PHASES = ("coverage", "fuzzing", "stateful")
BRIEF = ("fuzzing",)

# A file is sent as it is, sound or not.
FILES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/jpeg",
    "image/png",
    "application/pdf",
)
schemathesis.serializer.alias(list(FILES), "application/octet-stream")


@dataclass
class Findings:
    """What went wrong, once a kind; how much was tried."""

    failures: dict[tuple[str, str, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    operations: int = 0
    worked: set[str] = field(default_factory=set)

    def summary(self) -> str:
        """How much was tried, and how much of it worked."""
        counts = ", ".join(f"{status}: {n}" for status, n in sorted(self.statuses.items()))
        return f"{len(self.worked)} of {self.operations} operations worked; {counts}"

    def told(self) -> str:
        """Everything that went wrong, each with how to repeat it."""
        return "\n\n".join([*self.faults, *self.failures.values()])


def walk(
    served: Served,
    *,
    seed: int,
    examples: int,
    phases: Iterable[str] = PHASES,
    seconds: int | None = None,
    only: str | None = None,
    one_in: int = 1,
) -> Findings:
    """Try every operation with sound, odd and wrong input; the same seed tries the same.

    `seconds` is for each phase; `one_in` leaves all but one in so many operations out.
    """
    # Schemathesis runs applications in a loop of its own, so this one has its own connections.
    app = served.another()
    findings = Findings()
    sign = _signing(served)
    schemathesis.hook(sign)
    try:
        for phase in phases:
            schema = schemathesis.openapi.from_dict(
                app.openapi(), config=_config(seed, examples, phase, seconds)
            )
            schema.app = app
            schema = schema.include(path=only) if only else schema
            schema = schema.include(lambda one: crc32(one.operation.label.encode()) % one_in == 0)
            findings.operations = len(list(schema.get_all_operations()))
            loose = _loose(schema.raw_schema)
            for event in from_schema(schema).execute():
                _take(event, findings, loose)
    finally:
        GLOBAL_HOOK_DISPATCHER.unregister(sign)
        asgi.shutdown_lifespans()
    return findings


def _config(seed: int, examples: int, phase: str, seconds: int | None) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            **({"max-time": seconds} if seconds else {}),
            "continue-on-failure": True,
            "request-timeout": 120,  # a busy machine is no finding
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            "phases": {name: {"enabled": name == phase} for name in ("examples", *PHASES)},
            "checks": {
                "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503"]},
                # Who may what is walked by tests/rights.
                "ignored_auth": {"enabled": False},
                # Sound input is refused for many a lawful reason.
                "positive_data_acceptance": {"enabled": False},
                # Starlette names the methods of the first route of an address, not of all.
                "allow_header_conformance": {"enabled": False},
                "negative_data_rejection": {"expected-statuses": ["4xx", "503"]},
            },
        }
    )


def _signing(served: Served) -> Any:
    callers = _Callers(served)

    def before_call(context: Any, case: Case, kwargs: dict[str, Any]) -> None:
        callers.sign(case)

    return before_call


class _Callers:
    """Who calls: somebody with every role that may go together with what the operation asks for."""

    def __init__(self, served: Served) -> None:
        self.table: Permissions = served.app.state.permissions
        self.names = {camel(name): name for name, _ in self.table}
        self.tokens: dict[str, str] = {}
        self.sessions = served.known.get("tokens", {})
        self.served = served
        self.calls = 0

    def sign(self, case: Case) -> None:
        definition = case.operation.definition.raw
        kind = self._kind(self.names.get(str(definition.get("operationId")), ""))
        case.headers["Authorization"] = f"Bearer {self._token(kind)}"
        self.calls += 1
        # A key of its own each time, and a version that may well stand: else little would happen.
        if SOUND_KEY.fullmatch(str(case.headers.get("Idempotency-Key", ""))):
            case.headers["Idempotency-Key"] = f"fuzz-{self.calls:020}"
        if "If-Match" in case.headers and self.calls % 8:
            case.headers["If-Match"] = f'"{1 + self.calls % 3}"'
        if kind in CONFIDENTIAL and self.sessions:
            case.headers["X-Zhiben-Confidential"] = self.sessions[PURPOSES[CONFIDENTIAL[kind]]]

    def _kind(self, operation: str) -> str:
        row = dict(self.table).get(operation, PUBLIC)
        if row is PUBLIC or row is SIGNED_IN:
            return ""
        return next((kind for kind in CONFIDENTIAL if kind in row), "")

    def _token(self, kind: str) -> str:
        if kind not in self.tokens:
            account = PURPOSES[CONFIDENTIAL[kind]] if kind else CALLER
            grants = [Grant(role, "", "office", UNIT) for role in (*ROLES, kind) if role]
            grants += [Grant("department_officer", "", "enterprise")]
            who = Principal(account, "模糊", tuple(grants))
            self.tokens[kind] = self.served.token(who)
        return self.tokens[kind]


def camel(name: str) -> str:
    """Name an operation as OpenAPI does."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _take(event: events.EngineEvent, findings: Findings, loose: set[str]) -> None:
    if isinstance(event, events.FatalError):
        raise event.exception
    if isinstance(event, events.NonFatalError):
        findings.faults.append(f"{event.label}: {event.info.format()}")
    if isinstance(event, events.ScenarioFinished):
        _count(event.recorder, findings)
        for id_, checks in event.recorder.checks.items():
            for check in checks:
                if check.failure_info is not None:
                    if _is_our_reading(check.name, check.failure_info.failure.message, loose):
                        continue
                    answer = event.recorder.interactions[id_].response
                    _note(check.name, check.failure_info, answer, event.phase.value, findings)


def _is_our_reading(name: str, message: str, loose: set[str]) -> bool:
    """Whether the request is right in another reading of it.

    Pydantic takes numbers for days, times, yes and no. And an address with a name in it, such as
    `/certificates/catalogue`, fits `/certificates/{id}` as well, with its methods.
    """
    if name == "unsupported_method":
        return "expected 405" in message
    wrong = set(re.findall(r"(\w+)(?:`| in \w+ -|:)[^\n]*[Ii]ncorrect type", message))
    return name == "negative_data_rejection" and bool(wrong) and wrong <= loose


def _loose(document: Any) -> set[str]:
    """The names of everything in a description that is a day, a time, yes or no."""
    found: set[str] = set()
    if isinstance(document, list):
        return found.union(*map(_loose, document))
    if not isinstance(document, dict):
        return found
    for name, schema in document.get("properties", {}).items():
        found |= {name} if LOOSE.search(json.dumps(schema)) else set()
    if "in" in document and LOOSE.search(json.dumps(document.get("schema"))):
        found.add(document["name"])
    return found.union(*map(_loose, document.values()))


def _count(recorder: Any, findings: Findings) -> None:
    for id_, exchange in recorder.interactions.items():
        answer, operation = exchange.response, recorder.cases[id_].value.operation.label
        if answer is None:
            continue
        findings.statuses[answer.status_code] += 1
        if answer.status_code < BAD_REQUEST:
            findings.worked.add(operation)
        if answer.status_code == UNAVAILABLE and not _may_be_closed(operation, answer.content):
            # Documented everywhere, and true only while a store is down: here it never is.
            findings.failures[("outage", operation, "")] = f"false outage at {operation}"


def _may_be_closed(operation: str, said: bytes) -> bool:
    """Whether nobody has a key; or a file is judged by a process that a busy machine starts late."""
    return b"reception_closed" in said or operation.endswith(FILED)


def _note(name: str, info: Any, answer: Any, phase: str, findings: Findings) -> None:
    failure = info.failure
    findings.failures.setdefault(
        (name, failure.operation, failure.title),
        f"{name} at {failure.operation} ({phase}): {failure.title}\n{failure.message}\n"
        f"{info.code_sample}\n-> {answer and answer.status_code} {answer and answer.text[:500]}",
    )
