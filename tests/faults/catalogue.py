"""The faults of a run. Each hurts, waits as long as the hurt lasts, and heals."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from copy import copy
from typing import Final

import asyncpg
import nats
import psutil
from chassis.streams import STREAMS

from tests.faults import poison
from tests.faults.history import History
from tests.faults.nats_servers import NatsServers, close
from tests.faults.system import DATABASES, SERVICES, Patient

Fault = Callable[["Nemesis"], Awaitable[str]]

MISSED: Final = " (came to nothing)"

RELAY: Final = ("after_lock", "mid_batch", "after_batch_before_mark", "after_mark")
CONSUMER: Final = ("after_fetch", "before_commit", "after_commit", "before_ack")
POINTS: Final = (
    *((service, f"relay.{point}") for point in RELAY for service in ("hazard_registry", "enforcement")),
    *((service, f"consumer.{point}") for point in CONSUMER for service in ("enforcement", "reporting_whistleblower", "training_records")),
    *((service, f"api.{point}") for point in ("before_commit", "after_commit") for service in ("hazard_registry", "enforcement")),
    *((service, f"sealer.{point}") for point in ("before_commit", "after_commit") for service in ("hazard_registry",)),
)  # fmt: skip
VICTIMS: Final = (
    *(f"{name.replace('_', '-')}.worker" for name in SERVICES),
    *(f"{name.replace('_', '-')}.api" for name in SERVICES),
    "gateway.api",
)


class Nemesis:
    """Does harm by a seeded choice, and keeps account of it."""

    def __init__(self, patient: Patient, history: History, chance: random.Random) -> None:
        self.patient = patient
        self.history = history
        self.chance = chance
        self.poisoned = poison.Poisoned()
        self.windows: list[tuple[str, float, float]] = []

    def beside(self, chance: random.Random) -> "Nemesis":
        """Another one, whose choices are its own and whose account is the same."""
        other = copy(self)
        other.chance = chance
        return other

    async def do(self, name: str) -> str:
        """Commit one fault by its name; return what exactly was done."""
        return await self.account(name, FAULTS[name](self))

    async def account(self, name: str, doing: Awaitable[str]) -> str:
        """Put down what is done and when; what came to nothing counts for nothing."""
        began = self.history.now()
        done = await doing
        ended = self.history.now()
        if not done.endswith(MISSED):
            self.windows.append((name, began, ended))
        self.history.note("fault", kind=name, done=done, seconds=round(ended - began, 2))
        return done


async def crash_at_point(nemesis: Nemesis) -> str:
    """F1: crash exactly there, once."""
    service, point = nemesis.chance.choice(POINTS)
    return await crash_at(nemesis.patient, service, point)


async def crash_at(patient: Patient, service: str, point: str, *, seconds: float = 10) -> str:
    patient.trap(service, point)
    for _ in range(int(seconds * 10)):
        if patient.trap_taken(service, point):
            break
        await asyncio.sleep(0.1)
    taken = patient.forget_trap(service, point)
    return f"{service}@{point}{'' if taken else MISSED}"


async def fail_handler(nemesis: Nemesis) -> str:
    """F12: a handler fails twice, then works: a retry while later events wait."""
    service = nemesis.chance.choice(["enforcement", "reporting_whistleblower", "training_records"])
    nemesis.patient.trap(service, "consumer.handle", "fail*3")
    await asyncio.sleep(3)
    nemesis.patient.forget_trap(service, "consumer.handle")
    return service


async def kill_process(nemesis: Nemesis) -> str:
    """F2: SIGKILL, sometimes all instances of a kind."""
    name = nemesis.chance.choice(VICTIMS)
    which = None if nemesis.chance.random() < 0.4 else 0
    nemesis.patient.kill(name, which=which)
    return f"{name} {'all' if which is None else 'one'}"


async def stop_nats(nemesis: Nemesis) -> str:
    """F3: every NATS server gone for some seconds; by SIGKILL or politely."""
    servers, seconds = nemesis.patient.nats, nemesis.chance.uniform(0, 8)
    how = nemesis.chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM])
    await servers.end_all(how)
    await asyncio.sleep(seconds)
    await servers.start_all()
    return f"{how.name} {seconds:.1f} s"


async def kill_database(nemesis: Nemesis) -> str:
    """F4: the whole database server dies."""
    with suppress(psutil.Error, OSError, IndexError, ValueError):
        nemesis.patient.postmaster().kill()
    return "postmaster"


async def cut_connections(nemesis: Nemesis) -> str:
    """F4: four in ten connections of one database, or of all, are cut."""
    name = nemesis.chance.choice([*DATABASES, "%"])
    try:
        async with nemesis.patient.whole.database("postgres") as connection:
            cut = await connection.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE $1 "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND random() < 0.4",
                name,
            )
    except (OSError, asyncpg.PostgresError):
        return f"{name}: away{MISSED}"
    return f"{name} {len(cut)}"


async def pause_worker(nemesis: Nemesis) -> str:
    """F5: a worker is frozen, and wakes up as a zombie."""
    name = nemesis.chance.choice([v for v in VICTIMS if v.endswith(".worker")])
    seconds = nemesis.chance.choice([2.0, 6.0, 13.0])
    nemesis.patient.pause(name, which=nemesis.chance.randrange(2))
    await asyncio.sleep(seconds)
    nemesis.patient.resume_all()
    return f"{name} {seconds} s"


async def lose_tail(nemesis: Nemesis) -> str:
    """F6: all servers come back with the disks of some seconds ago."""
    seconds = nemesis.chance.uniform(1, 5)
    await lose_what_happens_during(nemesis.patient.nats, asyncio.sleep(seconds))
    return f"{seconds:.1f} s"


async def lose_what_happens_during(servers: NatsServers, meanwhile: Awaitable[None]) -> None:
    """Set all disks back to the moment before."""
    copies = {number: await asyncio.to_thread(servers.copy_disk, number) for number in servers.all}
    await meanwhile
    await servers.end_all()
    for number, disk in copies.items():
        await asyncio.to_thread(servers.set_back, number, disk)
    await servers.start_all()


async def delete_stream(nemesis: Nemesis) -> str:
    """F6: somebody deletes a stream, or all of them."""
    names = [stream.name for stream in STREAMS]
    chosen = names if nemesis.chance.random() < 0.3 else [nemesis.chance.choice(names)]
    client = await nemesis.patient.nats.client()
    try:
        for name in chosen:
            with suppress(nats.errors.Error, nats.js.errors.Error, TimeoutError):
                await client.jetstream(timeout=5).delete_stream(name)
    finally:
        await close(client)
    return " ".join(chosen)


async def poison_streams(nemesis: Nemesis) -> str:
    """F12: messages no handler can take; their neighbours must not suffer."""
    return await poison.inject(nemesis.patient, nemesis.chance, nemesis.poisoned)


async def kill_node(nemesis: Nemesis) -> str:
    """F7: one of three servers dies, and comes back some seconds later."""
    servers = nemesis.patient.nats
    number, seconds = nemesis.chance.choice(list(servers.all)), nemesis.chance.uniform(0.5, 6)
    await servers.end(number)
    await asyncio.sleep(seconds)
    await servers.start_all()
    return f"n{number} {seconds:.1f} s"


async def pause_node(nemesis: Nemesis) -> str:
    """F7: one of three servers is frozen for a while."""
    servers = nemesis.patient.nats
    number, seconds = nemesis.chance.choice(list(servers.all)), nemesis.chance.uniform(2, 8)
    servers.pause(number)
    await asyncio.sleep(seconds)
    servers.pause(number, go_on=True)
    return f"n{number} {seconds:.1f} s"


async def set_back_node(nemesis: Nemesis) -> str:
    """F7: one of three servers comes back with the disk of some seconds ago."""
    servers = nemesis.patient.nats
    number = nemesis.chance.choice(list(servers.all))
    disk = await asyncio.to_thread(servers.copy_disk, number)
    await asyncio.sleep(nemesis.chance.uniform(1, 4))
    await servers.end(number)
    await asyncio.to_thread(servers.set_back, number, disk)
    await servers.start_all()
    return f"n{number}"


async def step_down(nemesis: Nemesis) -> str:
    """F7: streams get other leaders."""
    client = await nemesis.patient.nats.client()
    try:
        for stream in STREAMS:
            with suppress(nats.errors.Error, TimeoutError):
                await client.request(
                    f"$JS.API.STREAM.LEADER.STEPDOWN.{stream.name}", b"", timeout=3
                )
    finally:
        await close(client)
    return "all leaders"


async def roll(nemesis: Nemesis) -> str:
    """F13: every process is asked to go and replaced: one of each pair, the others, the gateway."""
    patient = nemesis.patient
    pairs = [(name, patient.processes(name)) for name in VICTIMS]
    for wave in range(2):
        ones = [(n, found[wave]) for n, found in pairs if len(found) > 1]
        await asyncio.gather(*(_replace(patient, name, one) for name, one in ones))
    for name, found in pairs:
        if len(found) == 1:
            await _replace(patient, name, found[0])
    return f"{sum(len(found) for _, found in pairs)} processes"


async def _replace(patient: Patient, name: str, old: psutil.Process) -> None:
    """Ask one to go, and wait until another has taken its place, and has its database."""
    with suppress(psutil.Error):
        old.send_signal(signal.SIGTERM)
    for _ in range(600):
        now = patient.processes(name)
        if (
            old.pid not in {process.pid for process in now}
            and len(now) >= patient.instances(name)
            and all(_has_database(process, patient.port("postgres")) for process in now)
        ):
            return
        await asyncio.sleep(0.2)


def _has_database(process: psutil.Process, port: int) -> bool:
    """A process asks its database before it accepts anything."""
    with suppress(psutil.Error):
        return any(c.raddr and c.raddr.port == port for c in process.net_connections("tcp"))
    return False


FAULTS: Final[dict[str, Fault]] = {
    "F1 crash at a point": crash_at_point,
    "F2 kill a process": kill_process,
    "F3 NATS away": stop_nats,
    "F4 database dies": kill_database,
    "F4 connections cut": cut_connections,
    "F5 frozen worker": pause_worker,
    "F6 lost tail": lose_tail,
    "F6 stream deleted": delete_stream,
    "F7 node dies": kill_node,
    "F7 node frozen": pause_node,
    "F7 node set back": set_back_node,
    "F7 leaders step down": step_down,
    "F12 poison": poison_streams,
    "F12 failing handler": fail_handler,
    "F13 rolling restart": roll,
}
# Two lines of faults go on beside each other: one hurts the processes, one NATS.
PROCESSES: Final = {
    "F1 crash at a point": 9, "F2 kill a process": 9, "F4 database dies": 2,
    "F4 connections cut": 6, "F5 frozen worker": 4, "F12 failing handler": 5,
}  # fmt: skip
SERVERS: Final = {
    "F3 NATS away": 2, "F6 lost tail": 3, "F6 stream deleted": 2, "F7 node dies": 8,
    "F7 node frozen": 4, "F7 node set back": 5, "F7 leaders step down": 5, "F12 poison": 2,
}  # fmt: skip
# Whose consequences are looked at by themselves: nothing else may go on meanwhile.
ALONE: Final = ("F3 NATS away", "F12 poison", "F13 rolling restart")


def drawn(weights: dict[str, int], chance: random.Random) -> str:
    """Draw a fault by its weight."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]
