"""Monitoring: signed readings in, devices, rules, episodes, coverage."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from chassis.clock import SHANGHAI, date_in_china
from chassis.http import SHOWN_ONCE, ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Header, Path, Query, Request, Response
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.signal import Sender
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.records import REFUSED, Writing, keep
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.schemas import signals as schemas
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.store import signals as store
from hazard_registry.store.signals import Taken
from hazard_registry.use_cases import coverage, senders, signals

MOST = 1000
DATE = Kind.DATE
MOVED = documented(MESSAGES, "not_found", "changed_meanwhile")
intake = ApiRouter(prefix="/v1/signals", tags=["monitoring"])
sending = ApiRouter(prefix="/v1/signals/senders", tags=["monitoring"])
alarms = ApiRouter(prefix="/v1/signals/episodes", tags=["monitoring"])

devices = keep(
    "/v1/signals/devices",
    "monitoring",
    Writing(
        one="device",
        many="devices",
        title="监测设备",
        title_en="monitoring devices",
        shelf=store.DEVICES,
        out=schemas.DeviceOut,
        wanted=schemas.DeviceWanted,
        new=schemas.DeviceFields,
        changed=schemas.DeviceChange,
        refused=(*REFUSED, "area_unknown", "sender_unknown", "exists_already"),
        columns=(
            (OutColumn("设备号", width=20), "serial"),
            (OutColumn("名称", width=24), "name"),
            (OutColumn("类别"), "kind"),
            (OutColumn("区划"), "area"),
            (OutColumn("单位", width=38), "unit_id"),
            (OutColumn("部位", width=20), "place"),
            (OutColumn("上线日期", DATE), "online_on"),
            (OutColumn("停用日期", DATE), "ended_on"),
        ),
    ),
)
rules = keep(
    "/v1/signals/rules",
    "monitoring",
    Writing(
        one="alarm_rule",
        many="alarm_rules",
        title="监测报警规则",
        title_en="alarm rules",
        shelf=store.ALARM_RULES,
        out=schemas.AlarmRuleOut,
        wanted=schemas.AlarmRuleWanted,
        new=schemas.AlarmRuleFields,
        changed=schemas.AlarmRuleChange,
        refused=("alarm_rule_incomplete",),
        columns=(
            (OutColumn("名称", width=24), "name"),
            (OutColumn("种类"), "kind"),
            (OutColumn("设备类别"), "device_kind"),
            (OutColumn("指标"), "metric"),
            (OutColumn("方向"), "side"),
            (OutColumn("限值"), "limit"),
            (OutColumn("持续(秒)", Kind.WHOLE), "seconds"),
            (OutColumn("依据", width=24), "source"),
            (OutColumn("启用"), "active"),
        ),
    ),
)
duties = keep(
    "/v1/signals/duties",
    "monitoring",
    Writing(
        one="watch_duty",
        many="watch_duties",
        title="应监测单位",
        title_en="units that must be watched",
        shelf=store.WATCH_DUTIES,
        out=schemas.WatchDutyOut,
        wanted=schemas.WatchDutyWanted,
        new=schemas.NewWatchDuty,
        changed=schemas.WatchDutyChange,
        refused=(*REFUSED, "exists_already"),
        columns=(
            (OutColumn("单位", width=38), "unit_id"),
            (OutColumn("类别"), "kind"),
            (OutColumn("依据", width=24), "source"),
            (OutColumn("起始", DATE), "since"),
            (OutColumn("终止", DATE), "ended_on"),
        ),
    ),
)
offer(
    sending,
    Reading(
        one="sender",
        many="senders",
        title="监测数据发送方",
        title_en="senders of readings",
        shelf=store.SENDERS,
        out=schemas.SenderOut,
        wanted=schemas.SenderWanted,
        columns=(
            (OutColumn("名称", width=24), "name"),
            (OutColumn("区划"), "area"),
            (OutColumn("签名方式"), "key_kind"),
            (OutColumn("停用日期", DATE), "ended_on"),
        ),
    ),
)
offer(
    alarms,
    Reading(
        one="episode",
        many="episodes",
        title="监测报警",
        title_en="episodes of alarm",
        shelf=store.EPISODES,
        out=schemas.EpisodeOut,
        wanted=schemas.EpisodeWanted,
        columns=(
            (OutColumn("设备", width=38), "device_id"),
            (OutColumn("规则", width=38), "rule_id"),
            (OutColumn("区划"), "area"),
            (OutColumn("开始", Kind.TIME), "began_at"),
            (OutColumn("结束", Kind.TIME), "ended_at"),
            (OutColumn("隐患", width=38), "hazard_id"),
        ),
    ),
)


@intake.put(
    "/{sender_id}/batches/{number}",
    response_model=schemas.TakenOut,
    summary="监测数据:按批签名上报,重发不重复 / Send a signed batch; sent again it changes nothing",
    responses=documented(MESSAGES, "signature_wrong", "reading_too_old", "reading_ahead"),
)
async def receive_signals(
    *,
    request: Request,
    sender_id: UUID,
    number: Annotated[int, Path(ge=1, le=2**62)],
    body: schemas.BatchFields,
    tx: Tx,
    now: Now,
    signal_signature: Annotated[str, Header(max_length=200, description="base64")] = "",
) -> Taken:
    return await signals.receive_signals(
        tx,
        request.app.state.signal_keys,
        sender_id=sender_id,
        number=number,
        signature=signal_signature,
        body=await request.body(),
        batch=store.Batch(
            serials=[reading.serial for reading in body.readings],
            metrics=[reading.metric for reading in body.readings],
            times=[reading.at for reading in body.readings],
            values=[reading.value for reading in body.readings],
        ),
        at=now,
    )


@intake.get(
    "/coverage",
    response_model=list[schemas.CoverageOut],
    summary="监测覆盖:按类别,应监测与已监测 / Coverage by class, with the plan's dates",
    responses=documented({}, "no_rule_in_force"),
)
async def list_coverage(
    *, tx: Tx, sight: Sight, now: Now, area: AreaPrefix | None = None, as_of: date | None = None
) -> Any:
    day = as_of or date_in_china(now)
    return await coverage.coverage(tx, sight=sight, area=area, on=day)


@devices.get(
    "/{device_id}/readings",
    response_model=list[schemas.ReadingOut],
    summary="监测设备:一日读数 / A device's newest readings of a day",
    responses=documented(MESSAGES, "not_found"),
)
async def list_readings(
    *,
    device_id: UUID,
    tx: Tx,
    sight: Sight,
    now: Now,
    day: date | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
) -> Any:
    await store.DEVICES.get(tx, device_id, sight=sight)
    first = datetime.combine(day or date_in_china(now), time(), SHANGHAI)
    last = first + timedelta(days=1)
    return await store.readings_of(tx, device_id, first=first, last=last, limit=limit)


@sending.post(
    "",
    status_code=201,
    response_model=schemas.SenderWithSecret,
    summary="监测发送方:登记,密钥只显示一次 / Register a sender; its secret is shown once",
    openapi_extra=SHOWN_ONCE,
    responses=documented(MESSAGES, "area_unknown", "outside_reach", "key_malformed"),
)
async def add_sender(
    *,
    request: Request,
    new: schemas.NewSender,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Any:
    sender = await senders.add_sender(
        tx, name=new.name, area=new.area, key=new.public_key, sight=sight, by=caller, at=now
    )
    return _with_secret(request, response, sender)


@sending.post(
    "/{sender_id}/rotate",
    response_model=schemas.SenderWithSecret,
    summary="监测发送方:更换密钥 / Give a sender a new key",
    openapi_extra=SHOWN_ONCE,
    responses={**MOVED, **documented(MESSAGES, "key_malformed")},
)
async def rotate_sender_key(
    *,
    request: Request,
    sender_id: UUID,
    body: schemas.NewKey,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Any:
    sender = await senders.rotate_sender_key(
        tx,
        sender_id=sender_id,
        key=body.public_key,
        why=body.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return _with_secret(request, response, sender)


@sending.post(
    "/{sender_id}/end",
    response_model=schemas.SenderOut,
    summary="监测发送方:停用 / End a sender",
    responses=MOVED,
)
async def end_sender(
    *,
    sender_id: UUID,
    body: schemas.Ending,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Sender:
    sender = await senders.end_sender(
        tx, sender_id=sender_id, why=body.why, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, sender)


def _with_secret(request: Request, response: Response, sender: Sender) -> dict[str, Any]:
    tagged(response, sender)
    keys = request.app.state.signal_keys
    secret = None if sender.public_key else keys.secret_of(sender.id, sender.key_number)
    return schemas.SenderOut.model_validate(sender).model_dump() | {"secret": secret}


ROUTERS = [devices, rules, duties, sending, alarms, intake]
