"""What is wrong with a row of the ledger beyond its cells' form, in Chinese and English."""

from office.fault import Language, Words, say
from office.spreadsheets.reading.table import CellError

LEDGER_WORDS = {
    "ledger_area_unknown": Words(
        "没有这个村(社区);请填区划列表中的名称或12位代码。",
        "there is no such village; write a name or 12-digit code of the list of areas.",
    ),
    "ledger_area_outside": Words(
        "不在您管辖的区划内;请只导入本辖区的隐患。", "this area is not yours to import for."
    ),
    "ledger_unit_unknown": Words(
        "没有登记这家单位,又没有有效的统一社会信用代码;请补填代码或先登记单位。",
        "this unit is not registered and no valid code is given; give its code or register it.",
    ),
    "ledger_department_unknown": Words(
        "没有找到责任部门;请填部门列表中的名称,如“安办”。",
        "no department is named here; write one of the list of departments.",
    ),
    "ledger_criterion_unknown": Words(
        "没有判定条款“{criterion}”;请按判定标准填写条款代码。",
        "there is no criterion {criterion}; write a code of the list of criteria.",
    ),
    "ledger_criterion_not_in_force": Words(
        "判定条款“{criterion}”在发现日期 {on} 不能作为认定依据;请改用当日有效的标准。",
        "{criterion} cannot carry a finding of {on}; cite a standard in force that day.",
    ),
    "ledger_date_future": Words("日期 {day} 晚于今天,请核对。", "{day} lies in the future."),
    "ledger_date_order": Words(
        "日期 {day} 早于“{after_zh}”,请核对先后。", "{day} lies before “{after_zh}”."
    ),
    "ledger_row_twice": Words(
        "与第 {row} 行是同一条隐患;请只留一行。", "this is the same hazard as row {row}; keep one."
    ),
}


def words_for(error: CellError, language: Language) -> str:
    """Say what, where, and how to mend it."""
    if error.code not in LEDGER_WORDS:
        return error.say(language)
    said = say(error.code, error.facts, LEDGER_WORDS, language)
    if language == "zh":
        return f"“{error.sheet}”表 {error.address}(“{error.column}”):{said}"
    return f"Sheet “{error.sheet}”, {error.address} (“{error.column}”): {said}"
