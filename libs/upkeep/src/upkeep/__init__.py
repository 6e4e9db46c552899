"""Keeps what the event path remembers in bounds, and nothing from getting lost by it."""
