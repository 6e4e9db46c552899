"""One-off commands: run to the end, and stopped if we are."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from launcher.speech import Refused
from launcher.unprivileged import dying_with_us


async def run_module(
    arguments: list[str],
    *,
    environment: Mapping[str, str],
    log: Path,
    given: str = "",
) -> str:
    """Run `python -m …` and return what it printed. Raise Refused, with its last lines, if it fails.

    `given` is its standard input.
    """
    process = await asyncio.create_subprocess_exec(
        *dying_with_us("TERM"),
        sys.executable,
        "-m",
        *arguments,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        output, errors = await process.communicate(given.encode())
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    with log.open("ab") as file:
        file.write(output + errors)
    if process.returncode != 0:
        tail = "\n".join((output + errors).decode(errors="replace").splitlines()[-15:])
        command = " ".join(arguments)
        raise Refused(f"{command} 失败,日志:{log}", f"{command} failed; its log is {log}\n{tail}")
    return output.decode(errors="replace")
