"""What the gateway refuses, each with a code and the facts its message needs."""

from typing import ClassVar


class Refusal(Exception):
    """A request that breaks a rule of accounts."""

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(Refusal):
    code = "not_found"


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"


class LoginTaken(Refusal):
    code = "login_taken"


class SignInFailed(Refusal):
    """One message for a wrong password, an unknown login and a disabled account."""

    code = "sign_in_failed"


class SignInDelayed(Refusal):
    code = "sign_in_delayed"


class PasswordWrong(Refusal):
    code = "password_wrong"


class PasswordWeak(Refusal):
    code = "password_weak"


class IncompatibleRoles(Refusal):
    code = "incompatible_roles"


class NarrowingRequired(Refusal):
    code = "narrowing_required"


class TermWrong(Refusal):
    code = "term_wrong"


class AlreadyGranted(Refusal):
    code = "already_granted"


class OwnAccount(Refusal):
    """Nobody administers himself (三权分立)."""

    code = "own_account"


class LastSecurityAdmin(Refusal):
    code = "last_security_admin"


class IllegalMove(Refusal):
    code = "illegal_move"


class PlanUnavailable(Refusal):
    code = "plan_unavailable"


class OutsideReach(Refusal):
    code = "outside_reach"


class AdministratorExists(Refusal):
    code = "administrator_exists"
