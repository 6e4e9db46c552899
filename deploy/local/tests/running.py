"""Starts the launcher as a person would: a process of its own, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from launcher.ports import free_port
from launcher.unprivileged import dying_with_us

FAKES = Path(__file__).with_name("fakes")
PATIENCE_SECONDS = 60.0


class Launched:
    """A running launcher, everything it printed, and the processes below it."""

    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self.folder = folder
        self.port = int(variables.get("ZHIBEN_HTTP_PORT") or free_port())
        self._printed: list[str] = []
        self.process = subprocess.Popen(
            [
                *dying_with_us("TERM"),
                *(sys.executable, "-m", "launcher"),
                *(arguments or ("run",)),
            ],
            cwd=folder,
            env=environment(self.port) | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def printed(self) -> str:
        return "".join(self._printed)

    def wait_for(self, text: str) -> None:
        wait_until(lambda: text in self.printed or self.process.poll() is not None)
        assert text in self.printed, self.printed

    def ask(self, path: str = "/") -> dict[str, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=20) as response:
            answer: dict[str, Any] = json.load(response)
        return answer

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=PATIENCE_SECONDS)
        self._reader.join(timeout=5)
        if self.process.stdout:
            self.process.stdout.close()
        return code

    def finish(self) -> int:
        """Wait for it to end by itself and return the exit code."""
        return self.stop(signal.Signals(signal.SIGCONT))

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._printed.append(line)


def environment(port: int) -> dict[str, str]:
    """Ours, without what would point the launcher at other servers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHIBEN_")}
    ours = {"PYTHONPATH": str(FAKES), "ZHIBEN_HTTP_PORT": str(port), "ZHIBEN_TESTING": "1"}
    return kept | ours


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
