"""What is wrong with a workbook or a cell, in words. Every cell fault knows sheet, address, column."""

from collections.abc import Mapping

from office.fault import Words

_PLACE = "“{sheet}”表 {address}(“{column}”):"
_PLACE_EN = "Sheet “{sheet}”, {address} (“{column}”): "


def _cell(zh: str, en: str) -> Words:
    return Words(_PLACE + zh, _PLACE_EN + en)


SPREADSHEET_WORDS: Mapping[str, Words] = {
    "workbook_too_large": Words(
        "文件超过 {limit};请删去图片或按月拆分后再传。",
        "The file is larger than {limit}; remove pictures or split it by month.",
    ),
    "workbook_old_format": Words(
        "只接受 .xlsx;请用 Excel 或 WPS 打开后“另存为” .xlsx 再传。",
        "Only .xlsx is read; open the file and save it as .xlsx.",
    ),
    "workbook_encrypted": Words(
        "文件有打开密码;请去掉密码后再传。", "The file has a password; remove it and send it again."
    ),
    "workbook_macros": Words(
        "文件含有宏;请另存为不含宏的 .xlsx 再传。",
        "The file holds macros; save it as .xlsx without macros.",
    ),
    "workbook_unreadable": Words(
        "文件不是完好的 .xlsx;请重新导出或另存为 .xlsx 再传。",
        "The file is no sound .xlsx; export it again or save it as .xlsx.",
    ),
    "workbook_bomb": Words(
        "文件解压后超过 {limit} 或压缩比异常,没有读取;请另存为新文件再传。",
        "Unpacked the file exceeds {limit} or is packed beyond belief; save it as a new file.",
    ),
    "workbook_too_many_parts": Words(
        "文件内部超过 {limit} 个部件;请把数据复制到新文件再传。",
        "The file has more than {limit} parts; copy the data into a new file.",
    ),
    "workbook_too_many_sheets": Words(
        "工作表超过 {limit} 张;请拆分后再传。",
        "There are more than {limit} sheets; split the file.",
    ),
    "sheet_too_many_rows": Words(
        "“{sheet}”表超过 {limit} 行;请拆分,或删去末尾的空白格式。",
        "Sheet “{sheet}” has more than {limit} rows; split it.",
    ),
    "sheet_too_many_columns": Words(
        "“{sheet}”表超过 {limit} 列;请删去右侧多余的列。",
        "Sheet “{sheet}” has more than {limit} columns; remove the spare ones.",
    ),
    "sheet_too_many_cells": Words(
        "“{sheet}”表超过 {limit} 个单元格;请拆分后再传。",
        "Sheet “{sheet}” has more than {limit} cells; split it.",
    ),
    "header_not_found": Words(
        "没有找到表头;请保留模板的表头行,至少要有:{columns}。",
        "No header row was found; keep that of the template, with at least {columns}.",
    ),
    "column_missing": Words(
        "“{sheet}”表缺少“{column}”列;请按模板补上这一列。",
        "Sheet “{sheet}” lacks the column “{column}”; add it as in the template.",
    ),
    "column_twice": Words(
        "“{sheet}”表的“{column}”列出现了不止一次({address});请只留一列。",
        "Sheet “{sheet}” has the column “{column}” more than once ({address}); keep one.",
    ),
    "cell_required": _cell("不能为空,请填写。", "must not be empty."),
    "cell_error": _cell("公式出错,请改正公式或直接填数。", "the formula fails; mend it."),
    "cell_uncalculated": _cell(
        "公式没有计算结果;请用 Excel 或 WPS 打开并保存一次再传。",
        "the formula was never calculated; open and save the file once.",
    ),
    "cell_too_long": _cell(
        "有 {length} 个字,最多 {limit} 个;请精简。",
        "{length} characters, at most {limit} are taken.",
    ),
    "cell_not_number": _cell("应为数字。", "must be a number."),
    "cell_not_whole": _cell("应为整数。", "must be a whole number."),
    "cell_out_of_range": _cell(
        "应在 {least} 到 {most} 之间。", "must lie between {least} and {most}."
    ),
    "cell_unit_unknown": _cell(
        "不认识的金额单位“{unit}”;请用元、千元、万元或亿元。",
        "the unit “{unit}” is unknown; use 元, 千元, 万元 or 亿元.",
    ),
    "cell_not_date": _cell(
        "应为日期,如 2024-03-05 或 2024年3月5日。", "must be a date such as 2024-03-05."
    ),
    "cell_no_such_date": _cell("没有这一天,请核对。", "there is no such day."),
    "cell_date_incomplete": _cell("日期缺少“日”,请写到具体日期。", "the date lacks its day."),
    "cell_two_digit_year": _cell("年份请写4位。", "write the year with four digits."),
    "cell_not_choice": _cell("只能填:{allowed}。", "must be one of {allowed}."),
    "cell_lost_digits": _cell(
        "长号码存成了数字,末几位已丢失;请把该列设为“文本”后重新填写。",
        "a long code was stored as a number and lost digits; make the column text and retype it.",
    ),
}
