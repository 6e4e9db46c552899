"""What a service asks of PostgreSQL for one request, caught in the act, as a script for pgbench.

So the reference never falls behind the code: it is what the service really sends, without the
service. Two requests are caught; where they differ, the script has a value of its own each time.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
from launcher.members import Member
from launcher.postgres import binaries, environment

from tests.load import machine
from tests.load.figures import Sample
from tests.load.rig import Rig

_ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] (\S*) (LOG|DETAIL):  ", re.MULTILINE)
_STATEMENT = re.compile(r"(?:statement|execute [^:]+): (.*)", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# What may differ between two requests, in this order of preference.
_TOKEN = re.compile(
    rf"(?P<uuid>{_UUID})"
    r"|(?P<time>\d{4}-\d\d-\d\d[T ][\d:.]+(?:[+-][\d:]+|Z)?)"
    r"|(?P<bytes>\\x(?:[0-9a-f]{2})+)"
    r"|(?P<hex>[0-9a-f]{32,})"
    r"|(?P<digits>\d+)"
)
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_NUMBERS = count(1)
_TRIES = 30


class SqlDiffers(Exception):
    """Two requests of one kind did not send the same statements."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its parameters as PostgreSQL has logged them, in quotes."""

    sql: str
    parameters: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


async def caught(
    rig: Rig, member: Member, send: Callable[[], Awaitable[Any]]
) -> list[list[Statement]]:
    """Let requests be made until two of them sent the same; return the statements of each.

    The first on a connection also ask for types, fill caches and so on.
    """
    each: list[list[Statement]] = [[], []]
    async with _logging(rig):
        for _ in range(_TRIES):
            start = rig.log_of("postgres").stat().st_size
            await send()
            await asyncio.sleep(0.2)
            each = [each[1], read(_tail(rig.log_of("postgres"), start), member.package)]
            if each[0] and [x.sql for x in each[0]] == [x.sql for x in each[1]]:
                return [await _typed(rig, member, statements) for statements in each]
    raise SqlDiffers("\n---\n".join("\n".join(x.sql for x in one) for one in each))


async def _typed(rig: Rig, member: Member, statements: list[Statement]) -> list[Statement]:
    """Ask PostgreSQL what it takes each parameter for."""
    async with rig.database(member) as connection:
        return [
            replace(one, types=tuple(t.name for t in (await _prepared(connection, one))))
            if one.parameters
            else one
            for one in statements
        ]


async def _prepared(connection: Any, statement: Statement) -> Sequence[Any]:
    prepared = await connection.prepare(statement.sql)
    types: Sequence[Any] = prepared.get_parameters()
    return types


@asynccontextmanager
async def _logging(rig: Rig) -> Any:
    connection = await asyncpg.connect(f"{rig.postgres.url}/postgres")
    try:
        await connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        await connection.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(0.5)
        yield
    finally:
        await connection.execute("ALTER SYSTEM RESET log_statement")
        await connection.execute("SELECT pg_reload_conf()")
        await connection.close()
        await asyncio.sleep(0.5)


def _tail(log: Path, start: int) -> str:
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode()


def read(text: str, role: str) -> list[Statement]:
    """Read from a server's log what one role has sent."""
    parts = _ENTRY.split(text)[1:]
    found: list[Statement] = []
    for who, kind, said in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if not who.startswith(f"{role}@"):
            continue
        if kind == "LOG" and (statement := _STATEMENT.match(said.strip())):
            found.append(Statement(statement[1].replace("\n\t", "\n").rstrip("; \n")))
        elif kind == "DETAIL" and "arameters:" in said:
            values = tuple(m[2].replace("\n\t", "\n") for m in _PARAMETER.finditer(said))
            found[-1] = Statement(found[-1].sql, values)
    return _without_pings([one for one in found if one.sql])


def _without_pings(statements: list[Statement]) -> list[Statement]:
    """Leave out how the pool finds out whether a connection still lives."""
    kept: list[Statement] = []
    for one in statements:
        if one.sql.startswith("ROLLBACK") and kept and kept[-1].sql.startswith("BEGIN"):
            kept.pop()
        else:
            kept.append(one)
    return kept


def as_script(each: list[list[Statement]], keep: Callable[[str], bool] = lambda _: True) -> str:
    """Write the statements so that every run of them is another request of the same kind.

    `keep` chooses some of them.
    """
    one, other = each
    fresh: dict[str, int] = {}
    return "\n".join(
        _line(a.sql, list(_values(a, b, fresh)))
        for a, b in zip(one, other, strict=True)
        if keep(a.sql)
    )


def _values(one: Statement, other: Statement, fresh: dict[str, int]) -> Iterator[str]:
    for a, b, type_ in zip(one.parameters, other.parameters, one.types, strict=True):
        if a == b or type_ in {"int4", "int8", "numeric"}:
            yield _quoted(a)
        elif type_ == "int2":
            yield "CAST(:m::bigint % 16 AS int2)"  # an event's lane is the only such number
        else:
            yield f"CAST({_expression(a, b, fresh)} AS {type_})"


def _expression(one: str, other: str, fresh: dict[str, int]) -> str:
    """Join what stays and what is new each time."""
    others = _TOKEN.finditer(other)
    pieces, end = [], 0
    for token in _TOKEN.finditer(one):
        its_other = next(others, None)
        if its_other is not None and token[0] != its_other[0]:
            new = _new(token, fresh)
            pieces += [_quoted(one[end : token.start()], whole=False), new] if new else []
            end = token.end() if new else end
    pieces.append(_quoted(one[end:], whole=False))
    return " || ".join(piece for piece in pieces if piece != "''")


def _new(token: "re.Match[str]", fresh: dict[str, int]) -> str | None:
    place = fresh.setdefault(token[0], len(fresh))
    hashed = f"md5(:m::text || '{place}')"
    match token.lastgroup:
        case "uuid":
            return f"('{place:08x}-0000-7000-8000-' || lpad(to_hex(:m::bigint), 12, '0'))"
        case "bytes" | "hex":
            length = len(token[0].removeprefix("\\x"))
            start = "'\\x' || " if token.lastgroup == "bytes" else ""
            return f"({start}substr(repeat({hashed}, {length // 32 + 1}), 1, {length}))"
        case "digits":
            return ":m::text"
        case _:
            return None  # a moment may be the same in every run


def _quoted(value: str, *, whole: bool = True) -> str:
    """Write a literal that pgbench takes for one: it would read `:name` in it as a variable."""
    if value == "NULL":
        return value
    inner = value[1:-1] if whole else value.removeprefix("'").removesuffix("'")
    if not whole and value in {"'", ""}:
        return "''"
    escaped = inner.replace("\\", "\\\\").replace(":", "\\x3a")
    return f"E'{escaped}'" if escaped != inner else f"'{inner}'"


def _line(sql: str, values: Sequence[str]) -> str:
    flat = _LITERAL.sub(lambda literal: _quoted(literal[0]), " ".join(sql.split()))
    return re.sub(r"\$(\d+)", lambda match: values[int(match[1]) - 1], flat) + ";"


async def run(
    rig: Rig,
    member: Member,
    script: str,
    *,
    clients: int,
    seconds: float,
    ids: int = 0,
) -> Sample:
    """Run a script by many clients. `ids` draws the thing that is read from the first so many."""
    new = "\\set n :n + 1\n\\set m :client_id * 100000000000 + :n"
    head = f"\\set m random(1, {ids})" if ids else new
    file = rig.folder / f"script-{next(_NUMBERS)}.sql"
    file.write_text(f"{head}\n{script}\n")
    before = machine.cpu_seconds([rig.postgres_pid])
    process = await asyncio.create_subprocess_exec(
        *machine.on_core(machine.TESTED),
        str(binaries() / "pgbench"),
        *("-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(max(1, round(seconds)))),
        *("-D", f"n={time.time_ns() // 100_000 % 10**11}", "-f", str(file)),
        rig.address_of_database(member),
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()
    if process.returncode:
        raise SqlDiffers(f"{complaint.decode()[-2000:]}\n{file.read_text()}")
    done = _said(rb"actually processed: (\d+)", said)
    rate = _said(rb"tps = ([\d.]+)", said)
    spent = machine.cpu_seconds([rig.postgres_pid]) - before
    return Sample(rate, cpu_us=spent * 1e6 / max(done, 1))


def _said(pattern: bytes, output: bytes) -> float:
    """Read a figure; none is printed if nothing was done in time."""
    found = re.search(pattern, output)
    return float(found[1]) if found else 0.0
