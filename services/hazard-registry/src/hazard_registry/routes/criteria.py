"""Judgement standards and their items."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from chassis.http import ApiRouter, Page, PageOf, Tx
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Path, Query

from hazard_registry.domain.criterion import Criterion, Standard
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import Query as Text
from hazard_registry.schemas.registers import CriterionOut, StandardOut
from hazard_registry.store import criteria as store

router = ApiRouter(prefix="/v1", tags=["criteria"])


@router.get("/standards", response_model=list[StandardOut], summary="Judgement standards")
async def list_standards(tx: Tx) -> Sequence[Standard]:
    return await store.all_standards(tx)


@router.get(
    "/criteria", response_model=PageOf[CriterionOut], summary="Search the items of the standards"
)
async def list_criteria(
    *,
    page: Page,
    tx: Tx,
    standard: Text | None = None,
    industry: Text | None = None,
    text: Annotated[Text | None, Query(description="All these words must occur.")] = None,
    in_force_on: Annotated[
        date | None, Query(description="Only what a finding of this day may cite.")
    ] = None,
) -> Slice:
    return await store.search(
        tx, standard=standard, industry=industry, text=text, in_force_on=in_force_on, page=page
    )


@router.get(
    "/criteria/{code}", response_model=CriterionOut, responses=documented(MESSAGES, "not_found")
)
async def get_criterion(
    code: Annotated[str, Path(pattern=r"^[A-Z]{2}(-[A-Za-z0-9]{1,6}){1,4}$")], tx: Tx
) -> Criterion:
    return await store.get(tx, code)
