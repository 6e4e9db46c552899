"""What Prometheus sees of the event path. The alerts on these names stand in docs/operations.md."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)

PENDING: Final = Gauge("outbox_pending_events", "Events not yet published.")
OLDEST_PENDING: Final = Gauge(
    "outbox_oldest_pending_age_seconds", "Age of the oldest event not yet published."
)
PUBLISHED: Final = Counter("outbox_published_total", "Events published.")
REPUBLISHED: Final = Counter(
    "outbox_republished_total", "Events published again because the stream lost them.", ["reason"]
)
DIVERGENCE: Final = Counter("outbox_divergence_total", "Times the stream was found to differ.")
PHANTOM: Final = Gauge(
    "outbox_phantom_events", "Events in the stream that the outbox does not know: it was restored."
)
INBOX: Final = Counter("inbox_messages_total", "Messages by outcome.", ["consumer", "result"])
LAG: Final = Gauge("consumer_lag_messages", "Messages waiting or being handled.", ["consumer"])
ACTIVE: Final = Gauge("consumer_active", "1 while this process is the active one.", ["consumer"])
DEAD_OPEN: Final = Gauge("dead_letter_open", "Dead letters nobody has resolved.", ["consumer"])
LATENCY: Final = Histogram(
    "event_e2e_latency_seconds",
    "From what happened to its effect committed in another service.",
    ["consumer", "type"],
    buckets=SECONDS,
)
