"""What a process says of errors that nobody caught: which kind, and where; never what was in them."""

import subprocess
import sys
import textwrap

SECRET = "zq-canary-last-words"
PROGRAM = f"""
    import logging.config, threading
    from uvicorn.config import LOGGING_CONFIG
    from chassis.settings import Settings
    from chassis.telemetry import configure_logs

    logging.config.dictConfig(LOGGING_CONFIG)  # as the command `uvicorn` does before ours
    configure_logs(Settings(service_name="x", database_url="postgresql://a:b@c/d"))
    try:
        raise ValueError("{SECRET}")
    except ValueError as error:
        logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=error)
        logging.getLogger("asyncio").error("Task exception was never retrieved", exc_info=error)
    raise ExceptionGroup("loops", [RuntimeError("{SECRET}")])
"""


def test_neither_the_server_nor_a_dying_process_prints_an_errors_text() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", textwrap.dedent(PROGRAM)],
        check=False,
        capture_output=True,
        text=True,
    )

    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert said.count('"error": "ValueError"') == 2, said
    assert '"error": "ExceptionGroup"' in said
    assert SECRET not in said
