"""Verify a service's audit trail: `python -m chassis.audit verify`, the database from settings."""

import argparse
import asyncio
import sys
from pathlib import Path

from chassis.audit import Verdict, Verifier, verify
from chassis.db import open_database
from chassis.settings import Settings

NO_LIMIT_SECONDS = 600


async def _verify(public_key: Path | None) -> Verdict:
    settings = Settings()
    known = public_key or settings.secrets_dir / f"audit-{settings.service_name}.pub"
    if not known.exists():
        sys.exit(f"✗ 没有公钥 {known};该服务的后台进程首次启动时生成 (no such public key)")
    verifier = Verifier.from_vkey(known.read_text())
    async with open_database(
        settings.sqlalchemy_url, pool_size=1, statement_timeout_seconds=NO_LIMIT_SECONDS
    ) as sessions:
        verdict = await verify(sessions, verifier)
    print(_line(verifier.origin, verdict))
    return verdict


def _line(origin: str, verdict: Verdict) -> str:
    counted = (
        f"{verdict.sealed} 条已封存,{verdict.unsealed} 条待封存,{verdict.checkpoints} 个检查点 "
        f"({verdict.sealed} sealed, {verdict.unsealed} not yet, {verdict.checkpoints} checkpoints)"
    )
    if verdict.problem is None:
        return f"✓ {origin}: {counted}"
    problem = verdict.problem
    where = f"#{problem.place}" + (f" seq {problem.seq}" if problem.seq is not None else "")
    return f"✗ {origin}: {problem.kind} {where}; {counted}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m chassis.audit", description=__doc__)
    parser.add_argument("command", choices=["verify"])
    parser.add_argument("--public-key", type=Path, help="the log's key, kept where it cannot reach")
    arguments = parser.parse_args()
    verdict = asyncio.run(_verify(arguments.public_key))
    sys.exit(0 if verdict.sound else 1)


if __name__ == "__main__":
    main()
