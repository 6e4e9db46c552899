"""`python -m gateway` serves the door: with its own protocol, and no log line of the server's."""

import argparse
import socket

import structlog
import uvicorn
from prometheus_client import start_http_server

from gateway.main import create
from gateway.proxy import Door
from gateway.server import GatewayProtocol
from gateway.settings import GatewaySettings


def configure(door: Door, settings: GatewaySettings) -> uvicorn.Config:
    """Nothing is logged by the server: its lines would hold addresses. Clients name none either."""
    return uvicorn.Config(
        door,
        host=settings.http_host,
        port=settings.http_port,
        loop="uvloop",
        http=GatewayProtocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
        backlog=2048,
    )


def tell_figures(settings: GatewaySettings) -> None:
    """Tell them at an address of their own: the door has none for them, whoever asks."""
    if settings.metrics_port is None:
        return
    try:
        start_http_server(settings.metrics_port, settings.metrics_host)
    except OSError as error:  # a door without figures is better than none
        structlog.get_logger().warning("metrics.not_told", error=type(error).__name__)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the gateway.")
    parser.add_argument("--fd", type=int, help="serve a socket that is open already")
    given = parser.parse_args()
    settings = GatewaySettings()
    server = uvicorn.Server(configure(create(settings), settings))
    tell_figures(settings)
    server.run(sockets=None if given.fd is None else [socket.socket(fileno=given.fd)])


if __name__ == "__main__":
    main()
