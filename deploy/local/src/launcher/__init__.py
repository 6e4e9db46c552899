"""Start PostgreSQL, NATS, the services and the gateway on one machine."""
