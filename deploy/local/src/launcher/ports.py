"""Internal ports: chosen once, remembered, replaced when another program has taken them."""

import json
import os
import random
import socket
from collections.abc import Iterable
from pathlib import Path

from launcher.speech import Refused

# Below Linux's range for outgoing connections, which would otherwise take one by chance.
_LOWEST, _HIGHEST = 20_000, 32_000
_LARGEST = 65_535


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether we could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def free_port(avoiding: Iterable[int] = ()) -> int:
    """Return a port nobody listens on."""
    taken = set(avoiding)
    for _ in range(1_000):
        port = random.randint(_LOWEST, _HIGHEST)  # noqa: S311 - not a secret
        if port not in taken and is_free(port):
            return port
    raise Refused("找不到空闲的本机端口。", "No free local port was found.")


def variable_for(name: str) -> str:
    """Name the variable that fixes a port: `ZHIBEN_PORT_HAZARD_REGISTRY_API`."""
    return "ZHIBEN_PORT_" + name.upper().replace("-", "_").replace(".", "_")


def choose_ports(names: Iterable[str], remembered_in: Path) -> dict[str, int]:
    """Give each name a port. Raise Refused if one fixed by a variable is taken."""
    remembered = recall_ports(remembered_in)
    chosen: dict[str, int] = {}
    for name in names:
        fixed = os.environ.get(variable_for(name))
        port = port_number(fixed, variable_for(name)) if fixed else remembered.get(name, 0)
        if fixed and (port in chosen.values() or not is_free(port)):
            raise taken(port, variable_for(name))
        if not port or port in chosen.values() or not is_free(port):
            port = free_port(avoiding=[*chosen.values(), *remembered.values()])
        chosen[name] = port
    remembered_in.write_text(json.dumps(chosen, indent=1) + "\n")
    return chosen


def port_number(text: str, variable: str) -> int:
    """Read a port from a variable's text. Raise Refused if it is none."""
    if text.isascii() and text.isdigit() and 0 < int(text) <= _LARGEST:
        return int(text)
    raise Refused(f"{variable}={text} 不是端口号。", f"{variable}={text} is not a port number.")


def recall_ports(path: Path) -> dict[str, int]:
    """Return the ports chosen last, which a running system listens on."""
    try:
        return {str(name): int(port) for name, port in json.loads(path.read_text()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def taken(port: int, variable: str) -> Refused:
    """Say that a port is taken, and how to choose another."""
    return Refused(
        f"端口 {port} 已被占用。请先停止占用它的程序,或换一个端口:{variable}=<端口号>",
        f"Port {port} is taken. Stop the program that has it, or choose another port: "
        f"{variable}=<port>",
    )
