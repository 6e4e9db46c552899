"""What every list of records can do: pages, a spreadsheet or CSV by Accept, one record, its history."""

import csv
import io
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis.audit import history
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.http import ApiRouter, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import cut
from chassis.problems import documented
from fastapi import Depends, Header, Path, Response
from fastapi.responses import StreamingResponse
from office.spreadsheets.writing import OutColumn
from pydantic import BaseModel

from hazard_registry.messages import MESSAGES
from hazard_registry.routes.spreadsheets import XLSX, sent, spreadsheet
from hazard_registry.schemas.history import EntryOut
from hazard_registry.store.shelf import Shelf
from hazard_registry.use_cases.keeping import what_of

CSV = "text/csv"
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            CSV: {"schema": {"type": "string"}},
        }
    }
}
Accept = Annotated[str | None, Header()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How records of one kind are read. `wanted` is a dataclass of the list's query parameters.

    `columns` are those of its spreadsheet: the column, and the field it shows.
    """

    one: str
    many: str
    title: str
    title_en: str
    shelf: Shelf[Any]
    out: type[BaseModel]
    wanted: type[Any]
    columns: Sequence[tuple[OutColumn, str]]
    # What one record shows beyond its line in the list, and how that is found.
    whole: type[BaseModel] | None = None
    load: Callable[[Session, Any], Awaitable[Any]] | None = None


def offer(router: ApiRouter, kind: Reading) -> None:
    """Give a router `list_<many>`, `get_<one>` and `<one>_history`."""
    named = Annotated[UUID, Path(alias=f"{kind.one}_id")]

    async def listed(
        *, wanted: Any, page: Page, tx: Tx, sight: Sight, now: Now, accept: Accept = None
    ) -> Any:
        day = date_in_china(now)
        if (form := form_of(accept)) is not None:
            rows = _rows(kind, tx, wanted, on=day, sight=sight)
            return await exported(form, kind.title, [c for c, _ in kind.columns], rows)
        asked, day = _asked(wanted, day)
        return await kind.shelf.page(tx, asked, on=day, sight=sight, page=page)

    async def got(*, id: Any, response: Response, tx: Tx, sight: Sight) -> Any:
        thing = tagged(response, await kind.shelf.get(tx, id, sight=sight))
        return thing if kind.load is None else await kind.load(tx, thing)

    async def told(*, id: Any, page: Page, tx: Tx, sight: Sight) -> Any:
        await kind.shelf.get(tx, id, sight=sight)
        after = int(page.after[0]) if page.after else None
        what = what_of(kind.shelf)
        entries = await history(tx, what=what, id=id, limit=page.limit + 1, after=after)
        return cut(entries, page, lambda entry: (entry.seq,))

    listed.__annotations__["wanted"] = Annotated[kind.wanted, Depends()]
    for endpoint in (got, told):
        endpoint.__annotations__["id"] = named
    page_of: Any = PageOf
    missing = documented(MESSAGES, "not_found")
    one = f"/{{{kind.one}_id}}"
    for path, answer, name, out, responses in (
        ("", listed, f"list_{kind.many}", page_of[kind.out], FORMS),
        (one, got, f"get_{kind.one}", kind.whole or kind.out, missing),
        (f"{one}/history", told, f"{kind.one}_history", PageOf[EntryOut], missing),
    ):
        said: Any = {"name": name, "summary": _summary(name, kind), "responses": responses}
        router.add_api_route(path, answer, methods=["GET"], response_model=out, **said)


def _summary(name: str, kind: Reading) -> str:
    if name.startswith("list_"):
        return f"{kind.title}:清单 / List {kind.title_en}"
    if name.endswith("_history"):
        return f"{kind.title}:变更记录 / History of one of the {kind.title_en}"
    return f"{kind.title}:详情 / One of the {kind.title_en}"


def _asked(wanted: Any, day: date) -> tuple[dict[str, Any], date]:
    """Split a filter from the day it is asked about."""
    asked = asdict(wanted) if is_dataclass(wanted) and not isinstance(wanted, type) else {}
    return asked, asked.pop("as_of", None) or day


async def _rows(
    kind: Reading, tx: Tx, wanted: Any, *, on: date, sight: Sight
) -> AsyncIterator[Sequence[object]]:
    asked, day = _asked(wanted, on)
    async for thing in kind.shelf.every(tx, asked, on=day, sight=sight):
        shown = kind.out.model_validate(thing)
        yield [cell(getattr(shown, name)) for _, name in kind.columns]


def cell(value: Any) -> object:
    """What a field shows in a file: several parted by 、, a code as its text."""
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in value)
    return value.value if hasattr(value, "value") else value


def form_of(accept: str | None) -> str | None:
    """The kind of file that is asked for, if any."""
    return next((form for form in (XLSX, CSV) if form in (accept or "")), None)


async def exported(
    form: str, name: str, columns: Sequence[OutColumn], rows: AsyncIterator[Sequence[object]]
) -> Response:
    """Answer with a spreadsheet, or with CSV that spreadsheet programs read as UTF-8."""
    if form == XLSX:
        return await spreadsheet(name, columns, rows)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([column.title for column in columns])
    async for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    text.flush()
    file.seek(0)
    headers = {"Cache-Control": "private, no-store"}
    return StreamingResponse(
        sent(text.detach()), media_type=f"{CSV}; charset=utf-8", headers=headers
    )


def _plain(cell: object) -> object:
    """A text that a spreadsheet program would compute becomes one that it shows."""
    risky = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if risky else cell
