"""What the launcher says on the terminal: Chinese first, then English."""

import sys


class Refused(Exception):
    """The launcher will not go on; both texts say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def prepare_terminal() -> None:
    """Let Chinese through whatever the locale says, and show each line at once."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace", line_buffering=True)


def say(zh: str, en: str) -> None:
    print(f"治本 | {zh}  {en}", flush=True)


def complain(refusal: Refused) -> None:
    print(f"治本 | {refusal.zh}\nzhiben | {refusal.en}", file=sys.stderr, flush=True)
