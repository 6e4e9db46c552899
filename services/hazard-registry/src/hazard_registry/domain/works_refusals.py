"""What is refused about projects and budgets."""

from hazard_registry.domain.refusals import Refusal


class MilestoneUnknown(Refusal):
    code = "milestone_unknown"


class ProjectExists(Refusal):
    code = "project_exists"


class ProjectUnknown(Refusal):
    code = "project_unknown"


class BudgetExceeded(Refusal):
    code = "budget_exceeded"
