"""Before the story: a unit is registered, its manager gets an account, a welder's file is opened."""

from datetime import timedelta
from secrets import token_urlsafe

from tests.journeys import fresh
from tests.journeys.people import Person, eventually
from tests.journeys.plot import BUREAU, VILLAGE, Plot

WELDING = {"regime": "special_operation", "item": "2.1"}


async def prepare(plot: Plot) -> None:
    """Bring in what this story is about, and see that the bureau may act."""
    plot.tell.chapter("准备:企业登记、账号、人员档案", "Before it begins")
    await _register_unit(plot)
    await _open_manager_account(plot)
    await _open_welder_file(plot)
    await _see_that_the_bureau_may_act(plot)


async def _register_unit(plot: Plot) -> None:
    clerk = await plot.cast.who("clerk")
    plot.unit = await clerk.post(
        "/v1/units",
        {
            "code": fresh.credit_code(),
            "name": f"(演示)霞西五金制品厂{plot.mark}",
            "area": VILLAGE,
            "industry": "3351",
            "sector": "industry",
            "principal": "蔡演示",
            "principal_phone": "13800000001",
            "actual_controller": "蔡控演示",
            "actual_controller_phone": "13800000002",
        },
    )
    plot.tell.step(
        "经办人登记企业(信用代码校验位正确)",
        "the clerk registers a unit",
        unit=plot.unit["id"],
        code=plot.unit["code"],
    )


async def _open_manager_account(plot: Plot) -> None:
    """Open the account; the password that was told is good for one sign-in."""
    security = await plot.cast.who("security")
    grant = {"role": "unit_manager", "area": VILLAGE, "unit": plot.unit["id"]}
    login = f"manager-{plot.mark.lower()}"
    account = await security.post(
        "/v1/accounts", {"login": login, "name": "蔡演示(虚构)", "grants": [grant]}
    )
    manager = await plot.cast.sign_in(login, account["password"])
    chosen = f"Aa1-{token_urlsafe(12)}"
    await manager.post("/v1/me/password", {"old": account["password"], "new": chosen})
    plot.manager = await plot.cast.sign_in(login, chosen)
    plot.tell.step(
        "安全管理员为企业负责人开户,首次登录改密", "the manager gets an account", login=login
    )


async def _open_welder_file(plot: Plot) -> None:
    """Enter a welder whose certificate ran out; what comes of it is chapter 8."""
    trainer = await plot.cast.who("trainer")
    unit, number = plot.unit["id"], fresh.identity_number()
    seconds = await knows_unit(trainer, unit)
    post = {
        "unit_id": unit,
        "kind": "own",
        "post": "焊工",
        "needs": [WELDING],
        "from_on": str(plot.today - timedelta(days=400)),
    }
    plot.welder = await trainer.post(
        "/v1/people", {"name": "苏演示", "identity_number": number, "post": post}
    )
    plot.certificate = await trainer.post(
        "/v1/certificates",
        {
            **WELDING,
            "person_id": plot.welder["id"],
            "number": f"T{number}",
            "issuer": "(演示)福建省应急管理厅",
            "issued_on": str(plot.today - timedelta(days=6 * 365 + 30)),
            "valid_from": str(plot.today - timedelta(days=6 * 365 + 30)),
            "valid_to": str(plot.today - timedelta(days=35)),
        },
    )
    plot.tell.step(
        f"培训管理员为焊工建档,证书已过期({plot.certificate['standing']['status']})",
        "a welder's file, with a certificate that ran out",
        person=plot.welder["id"],
        unit_known_after=f"{seconds:.2f}s",
    )


async def knows_unit(trainer: Person, unit: str) -> float:
    """Wait until training has heard of the unit (unit.registered)."""
    question = {"unit_id": unit, "person_id": unit, "item": "2.1"}

    async def known() -> bool | None:
        [answer] = (await trainer.post("/v1/eligibility", {"checks": [question]}))["answers"]
        return None if any(r["code"] == "unit_unknown" for r in answer["reasons"]) else True

    _, seconds = await eventually("unit.registered in training-records", known)
    return seconds


async def _see_that_the_bureau_may_act(plot: Plot) -> None:
    """Two certified officers, and a power to punish that somebody vouched for."""
    system = await plot.cast.who("system")
    listed = await system.get("/v1/officers", body=BUREAU, certified_on=plot.today, limit=200)
    accounts = {officer["account_id"] for officer in listed["items"]}
    for login in ("enforcer", "enforcer2"):
        account = (await (await plot.cast.who(login)).get("/v1/me"))["id"]
        if account not in accounts:
            await system.post(
                "/v1/officers",
                {
                    "name": f"{login}(虚构)",
                    "body": BUREAU,
                    "account_id": account,
                    "certificate_number": f"演示-{login}-{plot.mark}",
                    "valid_from": str(plot.today - timedelta(days=365)),
                    "valid_to": str(plot.today + timedelta(days=365)),
                },
            )
    power = await system.get("/v1/competence/check", matter="industry_trade", body=BUREAU)
    if power["provisional"]:
        why = {"why": "(演示)已对照权责清单核实"}
        await system.post(f"/v1/competence/{power['id']}/confirm", why)
    plot.tell.step(
        "执法证件与处罚权限已核实", "officers are certified, the power to punish is confirmed"
    )
