"""What is refused about figures and jobs."""

from hazard_registry.domain.refusals import Refusal


class TooManyCells(Refusal):
    code = "too_many_cells"


class ResultGone(Refusal):
    code = "result_gone"


class TooManyJobs(Refusal):
    code = "too_many_jobs"


class JobCancelled(Refusal):
    """Somebody asked to stop it; what was done is undone."""

    code = "job_cancelled"
