"""What can go wrong with a service."""


class UpstreamFailure(Exception):
    """A service could not be asked, or did not answer."""


class Unreachable(UpstreamFailure):
    """No connection could be made: nothing was sent."""


class Unanswered(UpstreamFailure):
    """The request was sent, at least in part, and no answer came that could be read."""


class TooSlow(UpstreamFailure):
    """No answer within the deadline."""


class Busy(UpstreamFailure):
    """The service has its hands full or is out of order; nothing was sent."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Broken(UpstreamFailure):
    """The answer ended before its end."""
