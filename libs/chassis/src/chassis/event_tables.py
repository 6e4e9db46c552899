"""The tables of the event path, as the SQL that a service's first migration runs.

The outbox is the truth and is kept; what JetStream holds can be rebuilt from it at any time.
"""

from typing import Final

LANES: Final = 16  # stable for ever: an aggregate must never change its lane

OUTBOX_DDL: Final = [
    # Who this database speaks as. After a restore to an earlier moment the epoch is raised, or
    # consumers would take new facts that re-use a number for old ones.
    """
    CREATE TABLE store_epoch (
      id     int  PRIMARY KEY DEFAULT 1 CHECK (id = 1),
      epoch  int  NOT NULL DEFAULT 1 CHECK (epoch > 0),
      source text NOT NULL DEFAULT '/cn/nanan/' || replace(current_database(), '_', '-'))
    """,
    "INSERT INTO store_epoch DEFAULT VALUES",
    # One row a thing that ever sent an event. Its lock makes event n+1 wait for n to commit.
    """
    CREATE TABLE outbox_aggregate (
      aggregatetype text   NOT NULL,
      aggregateid   text   NOT NULL,
      number        bigint NOT NULL CHECK (number > 0),
      PRIMARY KEY (aggregatetype, aggregateid))
    """,
    """
    CREATE TABLE outbox_event (
      seq           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id            uuid        NOT NULL UNIQUE,
      xid           xid8        NOT NULL DEFAULT pg_current_xact_id(),
      lane          smallint    NOT NULL CHECK (lane BETWEEN 0 AND 15),
      aggregatetype text        NOT NULL,
      aggregateid   text        NOT NULL,
      aggregatever  bigint      NOT NULL CHECK (aggregatever > 0),
      type          text        NOT NULL,
      subject       text        NOT NULL,
      payload       jsonb       NOT NULL,
      created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
      published_at  timestamptz,
      stream_epoch  text,
      stream_seq    bigint,
      CHECK ((published_at IS NULL) = (stream_seq IS NULL)
         AND (published_at IS NULL) = (stream_epoch IS NULL)),
      UNIQUE (aggregatetype, aggregateid, aggregatever))
    """,
    "CREATE INDEX outbox_pending ON outbox_event (lane, seq) WHERE published_at IS NULL",
    # Unique: two events in one place of the stream would mean that it lost its tail unnoticed.
    """
    CREATE UNIQUE INDEX outbox_stream ON outbox_event (stream_epoch, stream_seq)
    WHERE stream_seq IS NOT NULL
    """,
    "CREATE INDEX outbox_feed ON outbox_event (xid, seq)",
    """
    ALTER TABLE outbox_event SET (
      autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
      autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000)
    """,
    """
    CREATE TABLE outbox_lane (
      lane smallint PRIMARY KEY, served_at timestamptz NOT NULL DEFAULT now())
    """,
    "INSERT INTO outbox_lane (lane) SELECT generate_series(0, 15)",
    """
    CREATE TABLE outbox_signal (
      id int PRIMARY KEY CHECK (id = 1), relay_sleeping boolean NOT NULL)
    """,
    "INSERT INTO outbox_signal VALUES (1, false)",
    # NOTIFY takes a lock that serialises every commit, so it is sent only to a relay that sleeps.
    """
    CREATE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT relay_sleeping FROM outbox_signal) THEN PERFORM pg_notify('outbox', ''); END IF;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER wake_relay AFTER INSERT ON outbox_event
    FOR EACH STATEMENT EXECUTE FUNCTION wake_relay()
    """,
]

INBOX_DDL: Final = [
    """
    CREATE TABLE inbox_message (
      consumer    text        NOT NULL,
      event_id    uuid        NOT NULL,
      stream_seq  bigint,
      received_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (consumer, event_id))
    """,
    # How far each consumer has come with each thing; kept for ever, one row a thing.
    """
    CREATE TABLE inbox_version (
      consumer      text   NOT NULL,
      aggregatetype text   NOT NULL,
      aggregateid   text   NOT NULL,
      epoch         int    NOT NULL,
      ver           bigint NOT NULL,
      PRIMARY KEY (consumer, aggregatetype, aggregateid))
    """,
    """
    CREATE TABLE dead_letter (
      consumer      text        NOT NULL,
      event_id      uuid        NOT NULL,
      aggregatetype text,
      aggregateid   text,
      aggregatever  bigint,
      reason        text        NOT NULL,
      error         jsonb,
      payload       jsonb       NOT NULL,
      deliveries    int,
      created_at    timestamptz NOT NULL DEFAULT now(),
      resolved_at   timestamptz,
      resolution    text,
      resolved_by   text,
      PRIMARY KEY (consumer, event_id),
      CHECK ((resolved_at IS NULL) = (resolution IS NULL)))
    """,
    "CREATE INDEX dead_letter_open ON dead_letter (created_at, event_id) WHERE resolved_at IS NULL",
]

EVENT_DDL: Final[list[str]] = [*OUTBOX_DDL, *INBOX_DDL]
