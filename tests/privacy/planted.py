"""The canaries of the story, by whose secret each is, and where the design lets some stand."""

from datetime import date

from office.identifiers import identity_check_character

from tests.journeys.chapters import citizen, reward
from tests.privacy.canaries import Allowed, Canary

ADDRESS = "127.91.73.58"


def _identity(born: date, serial: int) -> str:
    first17 = f"350599{born:%Y%m%d}{serial:03d}"  # a district that does not exist
    return first17 + identity_check_character(first17)


# What a reporter sends: nowhere at all, except sealed.
REPORTER = {
    "words": "夜班有人拆掉除尘管道的泄爆片继续打磨",
    "words in letters": "zq-canary-words-7731",
    "place": "后山旧窑厂西侧第三间棚屋门口",
    "unit's name": "金丝雀鸣五金加工点",
    "message": "他们昨晚把账本搬去了镇上",
    "message in letters": "zq-canary-message-5520",
    "objection": "复核时请核对监控录像的时间",
    "name": "欧阳雀鸣鹂",
    "identity number": _identity(date(1986, 4, 9), 417),
    "phone": "13905957731",
    "contact": "wx-canary-5531-zq",
    "account": "6222021408003317759",
    "account's holder": "欧阳雀鸣鹂代收人某",
    "bank": "雀屏山农村信用合作社",
    "password at the counter": "鹊桥暗号七七三九",
    "camera": "ZQ-CANARY-CAM-9913",
    "photograph's description": "厂长停在门口的车是闽C的",
    "photograph's file name": "zq-canary-photo-6617.jpg",
    "address": ADDRESS,
    "forwarded address": "203.0.113.177",
    "forwarded address, version 6": "2001:db8:7731::5520",
    "agent": "ZqCanaryPhone/77.31",
    "cookie": "zq-canary-cookie-8841",
    "referer": "canary-mirror-7731.example",
    "trace": "7731c0ffee7731c0ffee7731c0ffee77",
    "request id": "zq-canary-request-4471",
    "ticket that is none": "zq-canary-ticket-2218",
    "key that is none": "zq-canary-key-000000000000",
    "story's words": citizen.WORDS,
    "story's password": reward.PASSWORD,
    "story's place": "霞西五金制品厂焊接车间",
}

# What officials write: in the table that is for it, and not a copy of it anywhere else.
OFFICIAL = {
    "handler's note": "线人所述与上月暗访记录一致",
    "handler's statement": "经核实部分属实已责令恢复泄爆装置",
    "handler's message": "请补充说明除尘系统停用日期",
    "restated matter": "打磨工位除尘泄爆措施被擅自拆除",
    "restated place": "棚屋三号打磨工位",
    "reason to open an identity": "需当面核对投诉人提供的车间账册",
    "hazard's words": "配电间堆放油漆桶且门锁锈死",
    "search": "锈死门锁加油漆桶",
    "worker's name": "司徒鹭栖",
    "worker's identity number": _identity(date(1979, 11, 23), 283),
    "worker's phone": "13605958842",
    "principal's phone": "13705959953",
    "sign-in password that is wrong": "Zq-canary-pass-6620",
    "password typed as a name": "zq-canary-login-3391",
    "passphrase that is wrong": "zq-canary-phrase-1182",
    "official's camera": "ZQ-CANARY-CAM-4420",
    "official's agent": "ZqCanaryDesk/44.20",
}

CANARIES = tuple(
    Canary(f"{who}: {what}", text)
    for who, texts in (("reporter", REPORTER), ("official", OFFICIAL))
    for what, text in texts.items()
)
assert len({canary.secret for canary in CANARIES}) == len(CANARIES)

_TABLES = (
    ("restated matter", "reporting_whistleblower/public.lead", "restated for inspectors to read"),
    ("restated place", "reporting_whistleblower/public.lead", "restated for inspectors to read"),
    (
        "reason to open an identity",
        "reporting_whistleblower/public.identity_request",
        "custodians read it before they consent",
    ),
    (
        "reason to open an identity",
        "reporting_whistleblower/public.audit_entry",
        "why an identity was opened stays on record for ever",
    ),
    ("hazard's words", "hazard_registry/public.hazards", "the register itself, and its index"),
    ("worker's name", "training_records/public.person", "certificates name their holders"),
    ("principal's phone", "hazard_registry/public.units", "the office calls the unit's principal"),
)

_FILES = (
    (
        "reason to open an identity",
        "audit/reporting-whistleblower",
        "an auditor reads why an identity was opened",
    ),
    ("worker's name", "export/v1/people", "a training officer takes a list of the people away"),
)

ALLOWED = tuple(
    Allowed(f"official: {what}", place, because)
    for what, table, because in _TABLES
    for place in (f"table/{table}", "raw/postgres/", "backup/postgres/")
) + tuple(Allowed(f"official: {what}", place, because) for what, place, because in _FILES)
