"""Workbooks nobody should trust."""

import io
import random
import zipfile

import pytest
from office.fault import Fault, say
from office.spreadsheets.reading import SPREADSHEET_WORDS, Limits, read_workbook
from office.testing import a_book, repacked, with_sheet


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Fault) as fault:
        read_workbook(data, limits)
    assert say(fault.value.code, fault.value.facts, SPREADSHEET_WORDS, "zh")
    return fault.value.code


def outcome(data: bytes) -> str:
    try:
        read_workbook(data, Limits(cells=10_000))
    except Fault as fault:
        return fault.code
    return "read"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
        "单位名称,隐患\n".encode(),
        b"<html><table></table></html>",
        b"%PDF-1.7",
        a_book(["x"])[:2000],
        a_book(["x"])[2000:],
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refusal(data) == "workbook_unreadable"


def test_old_and_locked_files_are_told_apart() -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)

    assert refusal(ole) == "workbook_old_format"
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) == "workbook_encrypted"


def test_macros_are_refused_whatever_the_name_of_the_file() -> None:
    assert refusal(repacked(a_book(["x"]), xl__vbaProject_dot_bin=b"x")) == "workbook_macros"
    with zipfile.ZipFile(io.BytesIO(a_book(["x"]))) as book:
        types = book.read("[Content_Types].xml")
    macro = types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    assert refusal(repacked(a_book(["x"]), **{"[Content_Types]_dot_xml": macro})) == (
        "workbook_macros"
    )


def test_a_bomb_is_noticed_while_it_unpacks() -> None:
    bomb = repacked(a_book(["x"]), xl__bomb_dot_xml=b"<a>" + b" " * (8 << 20) + b"</a>")

    assert len(bomb) < 20_000
    assert refusal(bomb) == "workbook_bomb"
    assert refusal(a_book(["x" * 1000]), Limits(unpacked_bytes=2_000)) == "workbook_bomb"


def test_what_a_zip_says_of_its_size_is_not_believed() -> None:
    bomb = repacked(a_book(["x"]), xl__bomb_dot_xml=b" " * (8 << 20))
    lying = bomb.replace((8 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert refusal(lying) in {"workbook_bomb", "workbook_unreadable"}


def test_every_bound_has_its_own_refusal() -> None:
    wide = a_book(["x"] * 20, ["y"] * 20)

    assert refusal(wide, Limits(packed_bytes=100)) == "workbook_too_large"
    assert refusal(wide, Limits(entries=3)) == "workbook_too_many_parts"
    assert refusal(wide, Limits(rows=1)) == "sheet_too_many_rows"
    assert refusal(wide, Limits(columns=19)) == "sheet_too_many_columns"
    assert refusal(wide, Limits(cells=39)) == "sheet_too_many_cells"
    assert refusal(wide, Limits(sheets=0)) == "workbook_too_many_sheets"


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row><c r="XFD1048576"><f>1</f></c></row>',
        '<row><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
)
def test_a_cell_in_the_far_corner_reserves_no_grid(cell: str) -> None:
    assert refusal(with_sheet(cell)).startswith("sheet_too_many")


def test_formatting_far_below_the_data_does_no_harm() -> None:
    book = read_workbook(
        with_sheet(
            '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="A1048576" s="0"/></row>'
        )
    )

    assert book.sheets[0].cells == [[7]]


def test_a_doctype_is_refused() -> None:
    head = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    assert refusal(with_sheet("<row><c><v>1</v></c></row>", head=head)) == "workbook_unreadable"


def test_overlapping_merges_are_no_way_to_keep_us_busy() -> None:
    merges = '<mergeCell ref="A1:CV100"/>' * 1000
    body = '<row r="100"><c r="CV100"><v>1</v></c></row>'
    tail = f"<mergeCells>{merges}</mergeCells>"

    assert refusal(with_sheet(body, tail=tail)) == "workbook_unreadable"


def test_two_parts_of_one_name_are_refused() -> None:
    twice = repacked(a_book(["x"]), XL__workbook_dot_xml=b"<workbook/>")

    assert refusal(twice) == "workbook_unreadable"


def test_broken_formulas_do_not_look_blank() -> None:
    book = read_workbook(
        with_sheet(
            '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>1+1</f><v>2</v></c></row>'
        )
    )

    assert book.sheets[0].broken == {(0, 0): "cell_uncalculated", (0, 1): "cell_error"}
    assert book.sheets[0].cell(0, 3) == 2


def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    sound = a_book(["单位名称", "整改资金(万元)"], ["某厂", 12.5], merges=[("A3:B3", "x")])
    chance = random.Random(7)
    for _ in range(300):
        damaged = bytearray(sound)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert outcome(bytes(damaged)) in {"read", *SPREADSHEET_WORDS}


def test_damaged_xml_is_read_or_refused_and_nothing_else() -> None:
    with zipfile.ZipFile(io.BytesIO(a_book(["单位", 1.5], ["某厂", 2]))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    chance = random.Random(11)
    for _ in range(300):
        name = chance.choice(sorted(parts))
        xml = bytearray(parts[name])
        for _ in range(chance.randint(1, 6)):
            xml[chance.randrange(len(xml))] = chance.choice(b'<>"/=&0919AZ:x ')
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as damaged:
            for part, content in parts.items():
                damaged.writestr(part, bytes(xml) if part == name else content)
        assert outcome(stream.getvalue()) in {"read", *SPREADSHEET_WORDS}
