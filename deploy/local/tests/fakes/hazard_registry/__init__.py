"""Stands in for a service: small, and quick to start."""
