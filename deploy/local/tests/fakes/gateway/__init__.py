"""Stands in for the gateway: small, and quick to start."""
