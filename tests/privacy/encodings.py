"""Every form in which a text may lie in a file: as bytes that can be searched for."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

SHORTEST = 7  # bytes: what is shorter stands anywhere by chance
BIGRAMS_FROM = 4  # letters: fewer pairs stand together by chance


def forms(secret: str | bytes) -> dict[str, bytes]:
    """Name the forms of a secret, each once: one that equals another before it is left out."""
    found: dict[str, bytes] = {}
    named = _forms_of_bytes("raw", secret) if isinstance(secret, bytes) else _forms_of_text(secret)
    for name, form in named:
        if len(form) >= SHORTEST and form not in found.values():
            found[name] = form
    return found


def bigrams(text: str | bytes) -> list[bytes]:
    """List the pairs of neighbouring letters of a Chinese text, as a full-text index keeps them."""
    if isinstance(text, bytes):
        return []
    letters = [letter for letter in text if _is_chinese(letter)]
    if len(letters) < BIGRAMS_FROM or len(letters) < len(text):
        return []
    return [(text[place] + text[place + 1]).encode() for place in range(len(text) - 1)]


def _forms_of_text(text: str) -> Iterator[tuple[str, bytes]]:
    yield from _forms_of_bytes("UTF-8", text.encode())
    yield "GB 18030", text.encode("gb18030")
    # Without the outer zero, which an ASCII text has at one end only: both byte orders' inside.
    yield "UTF-16LE", text.encode("utf-16-le").rstrip(b"\0")
    yield "UTF-16BE", text.encode("utf-16-be").lstrip(b"\0")
    yield r"\uxxxx", _escaped(text, "{:04x}")
    yield r"\uXXXX", _escaped(text, "{:04X}")


def _forms_of_bytes(plain: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield plain, content
    yield "%XX", quote(content, safe="").encode()
    yield "%xx", _lower_escapes(quote(content, safe=""))
    yield r"\xNN", repr(content)[2:-1].encode()
    yield "hex", content.hex().encode()
    yield "HEX", content.hex().upper().encode()
    for shift in range(3):
        inside = _base64(content, shift)
        yield f"base64+{shift}", inside
        yield f"base64url+{shift}", inside.translate(bytes.maketrans(b"+/", b"-_"))


def _escaped(text: str, form: str) -> bytes:
    """Write what is not ASCII as JSON and Python do: as UTF-16 units."""
    written = ""
    for letter in text:
        if letter.isascii():
            written += letter
            continue
        units = letter.encode("utf-16-be")
        pairs = [int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2)]
        written += "".join("\\u" + form.format(unit) for unit in pairs)
    return written.encode()


def _lower_escapes(quoted: str) -> bytes:
    parts = quoted.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])]).encode()


def _base64(content: bytes, shift: int) -> bytes:
    """Keep only the letters that do not depend on what stands before and behind."""
    encoded = base64.b64encode(bytes(shift) + content)
    first = (shift * 8 + 5) // 6
    last = (shift + len(content)) * 8 // 6
    return encoded[first:last]


def _is_chinese(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"
