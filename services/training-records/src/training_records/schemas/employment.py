"""Posts and employments on the wire."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from training_records.domain.catalogue import shipped
from training_records.domain.employment import Employment, Kind, Post
from training_records.schemas.written import NeedIn, NeedOut, Words, Written


class PostIn(Written):
    """Where somebody works, as what, from when, and which certificates that takes."""

    unit_id: UUID
    kind: Kind
    post: Words
    needs: list[NeedIn] = Field(default_factory=list, max_length=20)
    from_on: date

    def read(self) -> Post:
        return Post(
            unit_id=self.unit_id,
            kind=self.kind,
            post=self.post,
            needs=tuple(need.need() for need in self.needs),
            from_on=self.from_on,
        )


class EmploymentIn(PostIn):
    """Work for somebody whose file is in sight."""

    person_id: UUID


class PostChangeIn(Written):
    """The whole of what may be corrected on a post."""

    post: Words
    needs: list[NeedIn] = Field(max_length=20)


class EndIn(Written):
    """The last day of work."""

    to_on: date


class EmploymentOut(BaseModel):
    """Who works where, as what. `from_on` and `to_on` are included."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c5",
                    "person_id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c3",
                    "unit_id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c4",
                    "kind": "own",
                    "post": "电工",
                    "needs": [
                        {"regime": "special_operation", "item": "1.2", "item_name": "低压电工"}
                    ],
                    "from_on": "2026-03-01",
                    "to_on": None,
                    "version": 1,
                }
            ]
        }
    )

    id: UUID
    person_id: UUID
    unit_id: UUID
    kind: Kind
    post: str
    needs: list[NeedOut]
    from_on: date
    to_on: date | None
    version: int

    @classmethod
    def of(cls, work: Employment) -> "EmploymentOut":
        names = shipped()
        needs = [
            NeedOut(regime=need.regime, item=need.item, item_name=names.name_of(need))
            for need in work.needs
        ]
        return cls(
            id=work.id,
            person_id=work.person_id,
            unit_id=work.unit_id,
            kind=work.kind,
            post=work.post,
            needs=needs,
            from_on=work.from_on,
            to_on=work.to_on,
            version=work.version,
        )
