"""What is wrong with a row of a register of units beyond its cells' form."""

from office.fault import Language, Words, say
from office.spreadsheets.reading.table import CellError

from hazard_registry.use_cases.ledger.words import LEDGER_WORDS

UNIT_WORDS = {
    "area_unknown": LEDGER_WORDS["ledger_area_unknown"],
    "area_outside": Words(
        "不在您管辖的区划内;请只导入本辖区的单位。", "this area is not yours to import for."
    ),
    "department_unknown": LEDGER_WORDS["ledger_department_unknown"],
    "industry_malformed": Words(
        "应为 GB/T 4754 的 2 至 4 位数字,可带门类字母,如 C3032。",
        "must be 2 to 4 digits of GB/T 4754, with or without a letter, such as C3032.",
    ),
    "phone_malformed": Words("不是电话号码,请核对。", "is no telephone number."),
    "degrees_malformed": Words("应为度数,如 118.386。", "must be degrees such as 118.386."),
    "point_incomplete": Words(
        "坐标要同时填经度、纬度和坐标系,或都不填。",
        "a point needs longitude, latitude and coordinate system, or none of them.",
    ),
    "point_outside": Words(
        "坐标不在中国范围内;请检查经纬度是否填反。",
        "the point is not in China; are longitude and latitude swapped?",
    ),
    "unit_twice": Words(
        "与第 {row} 行是同一家单位;请只留一行。", "this is the same unit as row {row}; keep one."
    ),
    "unit_merged": Words(
        "这家单位的登记已并入另一登记;请改用保留的代码。",
        "this record was merged into another; use the code that stayed.",
    ),
    "unit_outside": Words(
        "这家单位登记在您管辖之外;请联系所在地修改。",
        "this unit is registered outside your area; ask there.",
    ),
}


def words_for(error: CellError, language: Language) -> str:
    """Say what, where, and how to mend it."""
    if error.code not in UNIT_WORDS:
        return error.say(language)
    said = say(error.code, error.facts, UNIT_WORDS, language)
    if language == "zh":
        return f"“{error.sheet}”表 {error.address}(“{error.column}”):{said}"
    return f"Sheet “{error.sheet}”, {error.address} (“{error.column}”): {said}"
