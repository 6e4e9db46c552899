"""Which service answers a path: one table, read from top to bottom."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB


class Service(StrEnum):
    """Who may stand behind a path."""

    GATEWAY = "gateway"
    HAZARDS = "hazard-registry"
    REPORTS = "reporting-whistleblower"
    TRAINING = "training-records"
    ENFORCEMENT = "enforcement"


UPSTREAMS: Final = tuple(service for service in Service if service is not Service.GATEWAY)


class Pace(StrEnum):
    """How often one caller may come; the numbers are in `limits`."""

    USUAL = "usual"
    SIGN_IN = "sign_in"
    REPORTING = "reporting"  # nobody's address is looked at, so all senders share one budget
    INTAKE = "intake"
    HEAVY = "heavy"
    FREE = "free"
    PAGE = "page"  # of the web clients: whoever opens one is neither known nor counted


@dataclass(frozen=True, slots=True)
class Row:
    """Paths that begin with `prefix`, at a segment's end, go to `service`.

    `becomes` replaces the prefix on the way. `body` is the most bytes a request may bring.
    """

    prefix: str
    service: Service
    becomes: str | None = None
    body: int = MIB
    pace: Pace = Pace.USUAL
    # Whether whoever sends this must stay unknown.
    reporting: bool = field(init=False)

    def __post_init__(self) -> None:
        hiding = {Pace.REPORTING, Pace.INTAKE, Pace.PAGE}
        object.__setattr__(self, "reporting", self.pace in hiding)


# What several services have under the same path is reached under the service's name; with the
# most bytes a request may bring there.
SHARED: Final = {
    "rules": MIB,
    "audit": KIB,
    "ops": MIB,
    "indicators": KIB,
    "statistics/monthly": KIB,
    "attachments": 201 * MIB,
}

_OWN = (
    Row("/v1/sign-in", Service.GATEWAY, body=4 * KIB, pace=Pace.SIGN_IN),
    Row("/v1/sign-out", Service.GATEWAY, body=4 * KIB),
    Row("/v1/sign-ins", Service.GATEWAY),
    Row("/v1/me", Service.GATEWAY, body=4 * KIB),
    Row("/v1/accounts", Service.GATEWAY, body=64 * KIB),
    Row("/v1/health", Service.GATEWAY),
    Row("/v1/plan", Service.GATEWAY, body=KIB),
    Row("/v1/monthly-table", Service.GATEWAY, body=KIB, pace=Pace.HEAVY),
    Row("/openapi.json", Service.GATEWAY),
    Row("/v1/about", Service.GATEWAY, body=KIB),
    Row("/docs", Service.GATEWAY),
    Row("/livez", Service.GATEWAY, pace=Pace.FREE),
    Row("/readyz", Service.GATEWAY, pace=Pace.FREE),
)

_SHARED = tuple(
    Row(f"/v1/{service}/{path}", service, becomes=f"/v1/{path}", body=body)
    for service in Service
    for path, body in SHARED.items()
)

_HAZARDS = (
    Row("/v1/statistics/hazards", Service.HAZARDS),
    Row("/v1/statistics/standing", Service.HAZARDS),
    Row("/v1/statistics/recurring", Service.HAZARDS),
    Row("/v1/statistics/quarterly", Service.HAZARDS),
    Row("/v1/imports/ledger", Service.HAZARDS, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/imports/units", Service.HAZARDS, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/imports/projects", Service.HAZARDS, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/enforcement-news", Service.HAZARDS),
    Row("/v1/escalations", Service.HAZARDS),
    Row("/v1/hand-overs", Service.HAZARDS),
    Row("/v1/key-sectors", Service.HAZARDS),
    Row("/v1/notices", Service.HAZARDS),
    Row("/v1/orders", Service.HAZARDS),
    Row("/v1/outgoing-messages", Service.HAZARDS),
    Row("/v1/projects", Service.HAZARDS),
    Row("/v1/inventories", Service.HAZARDS),
    Row("/v1/campaigns", Service.HAZARDS),
    Row("/v1/budgets", Service.HAZARDS),
    Row("/v1/exports/ledger", Service.HAZARDS, pace=Pace.HEAVY),
    Row("/v1/jobs/imports", Service.HAZARDS, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/jobs/exports", Service.HAZARDS, pace=Pace.HEAVY),
    Row("/v1/jobs", Service.HAZARDS),
    Row("/v1/ledger", Service.HAZARDS, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/attachments", Service.HAZARDS, body=201 * MIB),
    Row("/v1/hazards", Service.HAZARDS),
    Row("/v1/units", Service.HAZARDS),
    Row("/v1/licences", Service.HAZARDS),
    Row("/v1/insurances", Service.HAZARDS),
    Row("/v1/partners", Service.HAZARDS),
    Row("/v1/posts", Service.HAZARDS),
    Row("/v1/checklists", Service.HAZARDS),
    Row("/v1/self-checks", Service.HAZARDS),
    Row("/v1/risk-points", Service.HAZARDS),
    Row("/v1/signals", Service.HAZARDS),
    Row("/v1/eliminations", Service.HAZARDS),
    Row("/v1/elimination-kinds", Service.HAZARDS),
    Row("/v1/demonstrations", Service.HAZARDS),
    Row("/v1/standardisations", Service.HAZARDS),
    Row("/v1/assessments", Service.HAZARDS),
    Row("/v1/safety-expenses", Service.HAZARDS),
    Row("/v1/admission-rules", Service.HAZARDS),
    Row("/v1/admissions", Service.HAZARDS),
    Row("/v1/planning-consultations", Service.HAZARDS),
    Row("/v1/norms", Service.HAZARDS),
    Row("/v1/areas", Service.HAZARDS),
    Row("/v1/departments", Service.HAZARDS),
    Row("/v1/matters", Service.HAZARDS),
    Row("/v1/criteria", Service.HAZARDS),
    Row("/v1/standards", Service.HAZARDS),
    Row("/v1/lists", Service.HAZARDS, pace=Pace.HEAVY),
)

_REPORTS = (
    # The report itself is a JSON of words; photographs and video come through report-uploads.
    Row("/v1/reports", Service.REPORTS, pace=Pace.REPORTING),
    Row("/v1/receipts", Service.REPORTS, pace=Pace.INTAKE),
    Row("/v1/claims", Service.REPORTS, body=64 * KIB, pace=Pace.REPORTING),
    Row("/v1/report-uploads", Service.REPORTS, body=201 * MIB, pace=Pace.INTAKE),
    Row("/v1/report-form", Service.REPORTS, body=KIB, pace=Pace.INTAKE),
    Row("/v1/posters", Service.REPORTS),
    Row("/v1/escrow", Service.REPORTS),
    Row("/v1/report-transfers", Service.REPORTS),
    Row("/v1/report-conflicts", Service.REPORTS),
    Row("/v1/report-destructions", Service.REPORTS),
    Row("/v1/statistics/reports", Service.REPORTS),
    Row("/v1/rewards", Service.REPORTS),
    Row("/v1/internal-reports", Service.REPORTS, pace=Pace.REPORTING),
    Row("/v1/internal-schemes", Service.REPORTS),
    Row("/v1/retaliation-claims", Service.REPORTS),
    Row("/v1/callbacks", Service.REPORTS),
    Row("/v1/false-reports", Service.REPORTS),
    Row("/v1/exports/rewards", Service.REPORTS, pace=Pace.HEAVY),
    Row("/v1/leads", Service.REPORTS),
    Row("/v1/funds", Service.REPORTS),
    Row("/v1/identity-requests", Service.REPORTS),
    Row("/v1/keys", Service.REPORTS, body=64 * KIB, pace=Pace.HEAVY),
)

_TRAINING = (
    Row("/v1/imports/people", Service.TRAINING, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/imports/certificates", Service.TRAINING, body=20 * MIB, pace=Pace.HEAVY),
    Row("/v1/people", Service.TRAINING),
    Row("/v1/certificates", Service.TRAINING),
    Row("/v1/eligibility", Service.TRAINING),
)

_ENFORCEMENT = (
    Row("/v1/statistics/cases", Service.ENFORCEMENT),
    Row("/v1/competence", Service.ENFORCEMENT),
    Row("/v1/clues", Service.ENFORCEMENT),
    Row("/v1/cases", Service.ENFORCEMENT),
    Row("/v1/bans", Service.ENFORCEMENT),
    Row("/v1/bodies", Service.ENFORCEMENT),
    Row("/v1/plans", Service.ENFORCEMENT),
    Row("/v1/officers", Service.ENFORCEMENT),
)

_PAGES = tuple(
    Row(prefix, Service.GATEWAY, body=KIB, pace=Pace.PAGE)
    for prefix in ("/r", "/f", "/v", "/e", "/c", "/assets", "/")
)

TABLE: Final[tuple[Row, ...]] = (
    *_OWN,
    *_HAZARDS,
    *_REPORTS,
    *_TRAINING,
    *_ENFORCEMENT,
    *_SHARED,
    *_PAGES,
)

# One expression tries the rows in their order; the group that matched is the row's number.
_ROWS = re.compile("(?:" + "|".join(f"({re.escape(row.prefix)})" for row in TABLE) + r")(?=/|\Z)")

# A client library or a service might read these otherwise than we did: two slashes, dot segments,
# encoded slashes, dots and NULs, and whatever RFC 3986 does not allow in a path.
_DOUBTFUL = re.compile(
    r"//|/\.{1,2}(?:/|\Z)|%(?:2e|2f|5c|00)|%(?![0-9a-f]{2})|[^-\w.~!$&'()*+,;=:@%/]",
    re.IGNORECASE | re.ASCII,
)


def find(path: str) -> Row | None:
    """Return the first row whose prefix the path begins with."""
    found = _ROWS.match(path)
    return TABLE[found.lastindex - 1] if found and found.lastindex else None


def doubtful(path: str) -> bool:
    """Tell whether a raw path could mean one thing here and another behind us."""
    return not path.startswith("/") or _DOUBTFUL.search(path) is not None


def inside(row: Row, path: str) -> str:
    """Return the path the service knows."""
    return path if row.becomes is None else row.becomes + path[len(row.prefix) :]


def outside(service: Service, path: str) -> str | None:
    """Return the path under which a client reaches a service's own path, or None if it cannot."""
    for row in TABLE:
        known = row.prefix if row.becomes is None else row.becomes
        if row.service is service and (path == known or path.startswith(known + "/")):
            through = row.prefix + path[len(known) :]
            return through if find(through) is row else None
    return None
