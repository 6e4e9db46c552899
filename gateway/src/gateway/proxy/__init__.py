"""The door: every request passes here, to a service or to the gateway's own routes."""

from gateway.proxy.door import Door

__all__ = ["Door"]
