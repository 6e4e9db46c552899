"""A service's writes and reads beside PostgreSQL alone (quality.md, section 2)."""

from itertools import count

from tests.load import bulk, machine, many, same_sql, wrk
from tests.load.asking import OURS, SQL, Asking, Script, posting
from tests.load.figures import Row, at_least, ratio, shown, skipped
from tests.load.options import Options
from tests.load.registry import API, NEW, REGISTRY, SECTION, id_of, writes_two
from tests.load.rig import Rig

TWO = "pgbench, BEGIN / 2 INSERT / COMMIT"


async def measure(options: Options) -> list[Row]:
    if not wrk.is_there():
        return [skipped(SECTION, "the service", wrk.MISSING)]
    async with Rig.ready() as rig:
        await rig.provide(REGISTRY, demo=True)
        await many.fill_registry(rig, REGISTRY, options.rows(1_000_000))
        pid = await rig.start(API, core=machine.TESTED)
        asking = Asking(rig, API, pid, options, role="office_clerk")
        with rig.stores_on(machine.REST):
            return [
                *await _writing(asking),
                *await _reading(asking),
                *await _listing(asking),
                *await bulk.measure_import(asking),
                *await bulk.measure_export(asking),
            ]


async def _writing(asking: Asking) -> list[Row]:
    statements = await asking.caught("POST", lambda: "/v1/hazards", NEW)
    scripts = {
        SQL: Script(same_sql.as_script(statements)),
        TWO: Script(same_sql.as_script(statements, writes_two)),
    }
    found = await asking.beside("/v1/hazards", posting(NEW), scripts)
    section = f"{SECTION}, POST of a hazard"
    value, rounds = ratio(found, OURS, TWO)
    return [
        at_least(section, f"POST × {SQL}", ratio(found, OURS, SQL), 0.15),
        Row(section, f"POST × {TWO}", value, "×", rounds=rounds),
        *shown(section, found),
    ]


async def _reading(asking: Asking) -> list[Row]:
    rows = asking.options.rows(1_000_000)
    numbers = count(1)
    statements = await asking.caught("GET", lambda: f"/v1/hazards/{id_of(next(numbers))}")
    lua = f"""
    request = function()
      local id = string.format("00000000-0000-7000-8000-%012x", math.random(1, {rows}))
      return wrk.format("GET", "/v1/hazards/" .. id)
    end
    """
    script = Script(same_sql.as_script(statements), ids=rows)
    found = await asking.beside("/v1/hazards", lua, {SQL: script})
    section = f"{SECTION}, GET of one in {rows:,}"
    return [at_least(section, f"GET × {SQL}", ratio(found, OURS, SQL), 0.1), *shown(section, found)]


async def _listing(asking: Asking) -> list[Row]:
    path = "/v1/hazards?limit=50"
    statements = await asking.caught("GET", lambda: path)
    script = Script(same_sql.as_script(statements), ids=1)
    found = await asking.beside(path, "", {SQL: script})
    section = f"{SECTION}, page of 50"
    row = at_least(section, f"page × {SQL}", ratio(found, OURS, SQL), 0.4)
    return [row, *shown(section, found)]
