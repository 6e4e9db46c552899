"""The search itself finds a planted canary in every form, and nothing where there is nothing."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.privacy.canaries import Allowed, Canary, Found, leaks, report, unused
from tests.privacy.encodings import bigrams, forms
from tests.privacy.searching import INDEXED, OVERLAP, PIECE, Search

CHINESE = Canary("words", "金丝雀在矿井里唱歌")
ASCII = Canary("mark", "zq-canary-7731")
KEY = Canary("key", bytes(range(250, 90, -5)))
ALL = (CHINESE, ASCII, KEY)
NOISE = bytes(range(256)) * 9


def as_sql(content: bytes) -> bytes:
    return b"\\x" + content.hex().encode()


WRITTEN: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "plain": ("UTF-8", lambda text: text.encode()),
    "gbk": ("GB 18030", lambda text: text.encode("gbk")),
    "utf-16": ("UTF-16LE", lambda text: text.encode("utf-16")),
    "utf-16-be": ("UTF-16BE", lambda text: text.encode("utf-16-be")),
    "json": (r"\uxxxx", lambda text: json.dumps({"t": text}).encode()),
    "JSON": (r"\uXXXX", lambda text: json.dumps(text).upper().replace("\\U", "\\u").encode()),
    "percent": ("%XX", lambda text: quote(f"前={text}&").encode()),
    "percent, small": ("%xx", lambda text: quote(f"前={text}&").lower().encode()),
    "python": (r"\xNN", lambda text: repr(f"前{text}".encode()).encode()),
    "bytea": ("hex", lambda text: as_sql(f"前{text}后".encode())),
    "HEX": ("HEX", lambda text: f"前{text}后".encode().hex().upper().encode()),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_chinese_words_are_found_however_they_are_written(written: str) -> None:
    encoding, write = WRITTEN[written]
    search = Search(ALL)

    search.bytes_of("here", NOISE + write(str(CHINESE.secret)) + NOISE)

    assert Found("here", "words", encoding) in search.found
    assert {found.canary for found in search.found} == {"words"}


@pytest.mark.parametrize("shift", range(3))
@pytest.mark.parametrize("canary", ALL, ids=lambda canary: canary.name)
def test_base64_is_found_wherever_it_begins(canary: Canary, shift: int) -> None:
    secret = canary.secret if isinstance(canary.secret, bytes) else canary.secret.encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        search = Search(ALL)

        search.bytes_of("here", encode(b"\xff" * (3 + shift) + secret + b"\xff" * 4))

        assert {found.canary for found in search.found} == {canary.name}


def test_letters_are_found_in_both_orders_of_utf_16() -> None:
    for order in ("utf-16-le", "utf-16-be"):
        search = Search(ALL)

        search.bytes_of("here", f"x{ASCII.secret!s}x".encode(order))

        assert [found.canary for found in search.found] == ["mark"]


def test_pairs_of_an_index_are_found_when_all_stand_together() -> None:
    pairs = sorted(bigrams(CHINESE.secret))
    together, some, apart = Search(ALL), Search(ALL), Search(ALL)

    together.bytes_of("here", b"\x0f".join([b"....", *pairs]))
    some.bytes_of("here", b"\x0f".join(pairs[:-1]))
    apart.bytes_of("here", bytes(9000).join(pairs))

    assert together.found == {Found("here", "words", INDEXED)}
    assert some.found == apart.found == set()


def test_plain_words_do_not_count_as_an_index_of_themselves() -> None:
    search = Search(ALL)

    search.text_of("here", str(CHINESE.secret))

    assert {found.encoding for found in search.found} == {"UTF-8"}


@pytest.mark.parametrize("sifting", [True, False])
def test_a_folder_is_searched_to_its_last_byte_and_by_its_names(
    tmp_path: Path, *, sifting: bool
) -> None:
    plain = str(CHINESE.secret).encode()
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "seam").write_bytes(bytes(PIECE - 5) + plain + bytes(OVERLAP))
    (deep / "end").write_bytes(bytes(PIECE) + plain)
    (deep / "nothing").write_bytes(NOISE)
    (deep / "empty").touch()
    (deep / f"{ASCII.secret!s}.jpg").touch()
    (tmp_path / "left out").mkdir()
    (tmp_path / "left out" / "file").write_bytes(plain)
    search = Search(ALL, sifting=sifting)

    looked = search.folder("tree", tmp_path, but=["left out"])

    assert looked == 5
    assert {(found.place, found.canary) for found in search.found} == {
        ("tree/a/b/seam", "words"),
        ("tree/a/b/end", "words"),
        (f"tree/a/b/{ASCII.secret!s}.jpg (its name)", "mark"),
    }


@pytest.mark.parametrize("sifting", [True, False])
def test_every_form_of_every_canary_is_found_in_a_file(tmp_path: Path, *, sifting: bool) -> None:
    expected = set()
    for canary in ALL:
        for number, (encoding, form) in enumerate(forms(canary.secret).items()):
            (tmp_path / f"{canary.name}{number}").write_bytes(NOISE + form + NOISE)
            expected.add((f"tree/{canary.name}{number}", canary.name, encoding))
    (tmp_path / "index").write_bytes(NOISE + b"\x0f\n".join(sorted(bigrams(CHINESE.secret))))
    expected.add(("tree/index", "words", INDEXED))
    search = Search(ALL, sifting=sifting)

    search.folder("tree", tmp_path)

    assert {(one.place, one.canary, one.encoding) for one in search.found} == expected


def test_nothing_is_found_where_nothing_is() -> None:
    search = Search(ALL)

    search.bytes_of("here", NOISE * 400)

    assert not search.found


def test_what_is_not_in_the_table_is_a_leak_and_is_named_without_its_words() -> None:
    here, there = Found("table/a/x", "words", "UTF-8"), Found("log/api", "words", "hex")
    table = [Allowed("words", "table/a/", "kept there"), Allowed("mark", "table/a/", "never used")]

    wrong = leaks([here, there], table)

    assert wrong == [there]
    assert report(wrong) == "log/api: words as hex"
    assert [row.canary for row in unused([here, there], table)] == ["mark"]


def test_an_allowance_for_one_form_allows_no_other() -> None:
    table = [Allowed("words", "files/", "sealed", frozenset({"hex"}))]

    wrong = leaks([Found("files/a", "words", "hex"), Found("files/a", "words", "UTF-8")], table)

    assert [found.encoding for found in wrong] == ["UTF-8"]


def test_forms_that_are_short_enough_to_stand_anywhere_are_not_looked_for() -> None:
    assert forms("雀") == {r"\xNN": rb"\xe9\x9b\x80", "%XX": b"%E9%9B%80", "%xx": b"%e9%9b%80"}
