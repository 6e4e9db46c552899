"""Who is who in these tests. All numbers are made up."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from chassis.db import Session
from chassis.sight import everything
from chassis.testing import *  # noqa: F403 - fixtures
from chassis.testing import ClientAs
from fastapi import FastAPI
from httpx import AsyncClient
from law.rules import Confidence, Rule, Rules
from training_records.domain.certificate import Certificate, Method, Printed
from training_records.domain.employment import Employment, Kind, Post
from training_records.domain.law import Law
from training_records.domain.person import Person
from training_records.examples import (
    AREA,
    AT,
    ELECTRICIAN,
    OTHER_AREA,
    OTHER_UNIT,
    UNIT,
    Issue,
    Register,
    a_unit,
    identity,
)
from training_records.store.law import laid_out
from training_records.store.seed import DATA
from training_records.store.vault import Vault
from training_records.use_cases import certificate as certificates
from training_records.use_cases import certificate_life as lives
from training_records.use_cases import person as people
from training_records.use_cases import unit as units


@pytest.fixture(scope="session")
def package() -> str:
    return "training_records"


def _shipped(confidence: Confidence | None = None) -> Law:
    """The rules that ship with the service, all as sure as `confidence` says."""
    rows = json.loads((DATA / "rules.json").read_text(encoding="utf-8"))
    versions: Counter[str] = Counter()
    return laid_out(Rules(tuple(_rule(row, confidence, versions) for row in rows)))


def _rule(row: dict[str, Any], confidence: Confidence | None, versions: Counter[str]) -> Rule:
    versions[row["code"]] += 1
    sure: dict[str, Any] = {
        "confidence": confidence or Confidence(row["confidence"]),
        "version": versions[row["code"]],
    }
    days: dict[str, Any] = {
        name: date.fromisoformat(row[name])
        for name in ("effective_from", "effective_to")
        if name in row
    }
    return Rule(**{**row, **days, **sure})


@pytest.fixture(scope="session")
def law() -> Law:
    return _shipped()


@pytest.fixture(scope="session")
def confirmed() -> Law:
    """The law as if the office had confirmed every rule."""
    return _shipped(Confidence.VERIFIED)


@pytest.fixture
def vault(app: FastAPI) -> Vault:
    found: Vault = app.state.vault
    return found


@pytest.fixture(autouse=True)
async def known(tx: Session) -> None:
    """Two units, in two villages."""
    await units.know_unit(tx, unit=a_unit())
    await units.know_unit(tx, unit=a_unit(OTHER_UNIT, OTHER_AREA, 1))


@pytest.fixture
def register(tx: Session, vault: Vault) -> Register:
    """Open the files of made-up people."""

    async def make(number: int = 1, **changed: Any) -> Person:
        person, _ = await hire(number, **changed)
        return person

    async def hire(number: int, **changed: Any) -> tuple[Person, Employment]:
        post = Post(
            unit_id=changed.get("unit_id", UNIT),
            kind=changed.get("kind", Kind.OWN),
            post=changed.get("post", "电工"),
            needs=tuple(changed.get("needs", (ELECTRICIAN,))),
            from_on=changed.get("from_on", date(2020, 1, 1)),
        )
        return await people.register_person(
            tx,
            vault=vault,
            name=changed.get("name", f"王演示{'甲乙丙丁'[number % 4]}"),
            identity_number=changed.get("identity_number", identity(number)),
            phone=changed.get("phone", "13800001234"),
            account_id=changed.get("account_id"),
            post=post,
            sight=everything(),
            by="test",
            at=AT,
        )

    return make


@pytest.fixture
def issue(tx: Session, vault: Vault) -> Issue:
    """Enter a certificate, verified unless `verified=False`."""

    async def make(
        person: Person, number: int = 1, *, verified: bool = True, **changed: Any
    ) -> Certificate:
        valid_from = changed.get("valid_from", date(2021, 5, 20))
        printed = Printed(
            need=changed.get("need", ELECTRICIAN),
            number=changed.get("printed_number", f"T{identity(number)}"),
            issuer="福建省应急管理厅",
            issued_on=changed.get("issued_on", valid_from),
            valid_from=valid_from,
            valid_to=changed.get("valid_to"),
            review_due_on=changed.get("review_due_on"),
        )
        act = {"sight": everything(), "by": "test", "at": changed.get("at", AT)}
        held = await certificates.issue_certificate(
            tx, vault=vault, person_id=person.id, printed=printed, **act
        )
        if verified:
            held = await lives.verify_certificate(
                tx,
                certificate_id=held.id,
                method=Method.NATIONAL_SITE,
                verified_on=valid_from,
                attachment_id=None,
                expected=held.version,
                **act,
            )
        return held

    return make


@pytest.fixture
def officer(client_as: ClientAs) -> AsyncClient:
    """The training officer of the first village."""
    return client_as("training_officer", area=AREA)


@pytest.fixture
def manager(client_as: ClientAs) -> AsyncClient:
    """The manager of the first unit."""
    return client_as("unit_manager", unit=UNIT)
