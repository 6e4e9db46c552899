"""`python -m gateway.admin create | end-sessions`: what is done to accounts with nobody signed in."""

import argparse
import asyncio
import sys

from chassis.clock import SystemClock
from chassis.db import open_database
from chassis.messages import Language

from gateway.domain.refusals import Refusal
from gateway.messages import MESSAGES
from gateway.passwords import Passwords
from gateway.settings import GatewaySettings
from gateway.store.session import end_every
from gateway.use_cases.account import create_first_administrator

LANGUAGES: tuple[Language, ...] = ("zh", "en")


async def create(login: str, password: str) -> None:
    """Raise a `Refusal` if there is a security administrator, or the password is weak."""
    settings = GatewaySettings()
    passwords = Passwords()
    try:
        async with open_database(settings.sqlalchemy_url) as sessions, sessions.begin() as tx:
            at = SystemClock(settings).now()
            await create_first_administrator(tx, passwords, login=login, password=password, at=at)
    finally:
        passwords.close()


async def end_sessions() -> int:
    """After a restore: who had signed out since, or been blocked, would be signed in again."""
    async with open_database(GatewaySettings().sqlalchemy_url) as sessions, sessions.begin() as tx:
        return await end_every(tx)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    creating = commands.add_parser("create", help="make the first security administrator")
    creating.add_argument("--login", required=True)
    creating.add_argument(
        "--password-stdin", action="store_true", required=True, help="read one line from the input"
    )
    commands.add_parser("end-sessions", help="everybody has to sign in again")
    given = parser.parse_args()
    if given.command == "end-sessions":
        sys.stdout.write(f"sessions ended: {asyncio.run(end_sessions())}\n")
        return 0
    try:
        asyncio.run(create(given.login, sys.stdin.readline().rstrip("\n")))
    except Refusal as refusal:
        message = MESSAGES[refusal.code]
        for language in LANGUAGES:
            sys.stderr.write(message.say(language, refusal.facts) + "\n")
        return 1
    sys.stdout.write(f"{given.login}: security_admin\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
