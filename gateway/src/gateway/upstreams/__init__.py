"""The services behind the gateway, and how to speak to them without waiting for them in vain.

A small port: nothing else in the gateway knows how the other side is spoken to.
"""

from gateway.upstreams.answer import Answer
from gateway.upstreams.failures import (
    Broken,
    Busy,
    TooSlow,
    Unanswered,
    Unreachable,
    UpstreamFailure,
)
from gateway.upstreams.patience import Patience
from gateway.upstreams.request import Body, Header
from gateway.upstreams.upstream import Upstream

__all__ = [
    "Answer",
    "Body",
    "Broken",
    "Busy",
    "Header",
    "Patience",
    "TooSlow",
    "Unanswered",
    "Unreachable",
    "Upstream",
    "UpstreamFailure",
]
