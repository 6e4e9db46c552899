"""What this installation is called, for the public pages."""

from chassis.http import ApiRouter
from fastapi import Request
from pydantic import BaseModel, Field

from gateway.demo import PASSWORD, accounts
from gateway.domain.grants import Role
from gateway.settings import GatewaySettings

router = ApiRouter(tags=["overview"])


class Phrase(BaseModel):
    zh: str
    en: str


class PhoneOut(BaseModel):
    number: str = Field(examples=["12350"])
    name: Phrase


class DemoAccountOut(BaseModel):
    """Somebody who does not exist, to try the system out with."""

    login: str = Field(examples=["clerk"])
    name: str
    role: Role
    does: str


class DemoOut(BaseModel):
    password: str
    accounts: list[DemoAccountOut]


class AboutOut(BaseModel):
    """`demo` is null where the records are real."""

    name: Phrase
    area: str = Field(examples=["350583002"])
    phones: list[PhoneOut]
    demo: DemoOut | None


# National numbers, the same in every city.
_PHONES = (
    PhoneOut(number="119", name=Phrase(zh="火警", en="Fire")),
    PhoneOut(number="120", name=Phrase(zh="急救", en="Ambulance")),
    PhoneOut(number="12350", name=Phrase(zh="安全生产举报投诉", en="Work-safety reports")),
    PhoneOut(number="12345", name=Phrase(zh="政务服务热线", en="City hotline")),
)


@router.get(
    "/v1/about",
    response_model=AboutOut,
    summary="平台信息 The installation's name, telephones and, where it is one, demonstration accounts",
)
async def read_about(request: Request) -> AboutOut:
    settings: GatewaySettings = request.app.state.settings
    phones = list(_PHONES)
    if settings.office_phone:
        phones.append(
            PhoneOut(number=settings.office_phone, name=Phrase(zh="街道安办", en="Safety office"))
        )
    return AboutOut(
        name=Phrase(zh=settings.public_name_zh, en=settings.public_name_en),
        area=settings.public_area,
        phones=phones,
        demo=_demonstration() if settings.demo else None,
    )


def _demonstration() -> DemoOut:
    people = [
        DemoAccountOut(login=one.login, name=one.name, role=one.role, does=one.does)
        for one in accounts()
    ]
    return DemoOut(password=PASSWORD, accounts=people)
