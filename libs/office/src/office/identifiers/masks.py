"""Show enough of a personal datum to recognise it, and no more."""

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "宇文",
        "长孙",
        "司徒",
        "端木",
        "夏侯",
        "南宫",
        "西门",
        "独孤",
        "轩辕",
        "呼延",
        "申屠",
        "闻人",
        "澹台",
        "公冶",
        "宗政",
        "濮阳",
        "淳于",
        "单于",
        "太叔",
        "仲孙",
        "钟离",
        "鲜于",
        "闾丘",
        "司空",
        "司寇",
    ]
)
MOBILE_LENGTH = 11


def mask_identity_number(number: str) -> str:
    """Keep the province and city and the last two characters: `3505************1X`."""
    return _keep(number, 4, 2)


def mask_certificate_number(number: str) -> str:
    """Mask as the identity number it contains: `T3505************1X`."""
    return number[:1] + mask_identity_number(number[1:])


def mask_phone(number: str) -> str:
    """Keep three and four digits of a mobile number, and the last two of any other."""
    if len(number) == MOBILE_LENGTH:
        return _keep(number, 3, 4)
    return _keep(number, 0, 2)


def mask_name(name: str) -> str:
    """Keep the surname: `王**`, `欧阳*`."""
    name = name.strip()
    surname = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1  # noqa: PLR2004
    return name[:surname] + "*" * max(len(name) - surname, 1) if name else ""


def _keep(text: str, first: int, last: int) -> str:
    """Keep some at each end; a text too short to hide anything between is hidden whole."""
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]
