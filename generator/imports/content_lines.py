"""Bytes of a vCard or iCalendar file -> properties, each with its line in the file.

Both formats are made of content lines (RFC 5545, 3.1; RFC 6350, 3.2 and 3.3). What
programs write is often neither, so nothing here refuses: a line that is no property
is passed on as one without a name.
"""

from __future__ import annotations

import codecs
import quopri
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINE: Final = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_QUOTED_PRINTABLE: Final = re.compile(
    rb"[^:]*;(?:encoding=)?\"?quoted-printable\"?[;:]", re.IGNORECASE
)
_NAME: Final = re.compile(rb"(?:([\w-]+)\.)?([A-Za-z0-9_][\w/-]*)\s*(?=[;:])")
_PARAMETER: Final = re.compile(rb';\s*([^=;:"]*)(=)?((?:"[^"]*"|[^;:"])*)')
# Where a quote is not closed the first colon ends the head.
_UNCLOSED: Final = re.compile(rb"[^:]*")
_VALUES: Final = re.compile(r'"([^"]*)"|([^,"]+)')
_CARET: Final = re.compile(r"\^([n^'])")
_CARETS: Final = {"n": "\n", "^": "^", "'": '"'}
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_PARTS: Final = re.compile(r"((?:[^\\;]|\\.|\\\Z)*)(?:;|\Z)", re.DOTALL)
_ITEMS: Final = re.compile(r"((?:[^\\,]|\\.|\\\Z)*)(?:,|\Z)", re.DOTALL)
_ENCODINGS: Final = frozenset({"quoted-printable", "base64", "b", "7bit", "8bit"})
_HEAVY: Final = frozenset({"PHOTO", "LOGO", "KEY", "SOUND", "ATTACH"})
# Python has decoders besides that are no charset, and some take quadratic time.
_CHARSET: Final = re.compile(
    r"(?:utf|iso|windows|cp|latin|koi8|shift|euc|gb|big5|ascii|us-ascii|mac)[\w-]*",
    re.IGNORECASE,
)


class Property(Struct, frozen=True, kw_only=True):
    """One content line.

    Attributes:
        line: Where it begins in the file, from 1.
        name: In capitals; empty: the line is no property.
        group: What stands before the name and a dot, such as `item1`.
        parameters: Values by name in capitals; those without a name are `TYPE`.
        value: As written, escapes and all; empty for pictures and keys.
    """

    line: int
    name: str
    group: str = ""
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    value: str = ""

    @property
    def text(self) -> str:
        """The value as plain text."""
        return _unescape(self.value).strip()

    @property
    def parts(self) -> list[str]:
        """The plain texts between semicolons."""
        return [_unescape(one).strip() for one in _PARTS.findall(self.value)[:-1]]

    @property
    def items(self) -> list[str]:
        """The plain texts between commas, without those that are empty."""
        found = (_unescape(one).strip() for one in _ITEMS.findall(self.value))
        return [one for one in found if one]

    def first(self, name: str) -> str:
        """Return the first value of a parameter; empty where it has none."""
        return next(iter(self.parameters.get(name, ())), "")


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def read_properties(data: bytes) -> Iterator[Property]:
    """Yield every content line of a file; never raises.

    Args:
        data: UTF-8, UTF-16 or UTF-32; else each line is taken for what it says of
            its charset, or for Windows-1252.
    """
    for number, line in _unfold(_narrow(data)):
        yield _property(number, line)


def _narrow(data: bytes) -> bytes:
    """Return a file without its byte order mark, wide characters as UTF-8."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            data = data.removeprefix(mark) if charset == "utf-8" else data
            return data if charset == "utf-8" else _recoded(data, charset)
    head = data[:64]
    for zeros, charset in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if len(zeros) > 4 and zeros.count(0) > len(zeros) * 3 // 4:
            return _recoded(data, charset)
    return data


def _recoded(data: bytes, charset: str) -> bytes:
    return data.decode(charset, "replace").encode("utf-8", "replace")


def _unfold(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each logical line with the number of its first line in the file.

    Folds are undone in bytes, since some programs fold within a character. A soft
    line break of quoted-printable text goes on in the next line, whatever that is.
    """
    start, pieces, soft = 0, list[bytes](), False
    for number, match in enumerate(_LINE.finditer(data), 1):
        line = match[1]
        if soft:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif pieces and line[:1] in {b" ", b"\t"}:
            pieces.append(line[1:])
        elif not line.strip():
            continue  # some write \r\r\n: a fold may go on behind an empty line
        else:
            if pieces:
                yield start, b"".join(pieces)
            start, pieces = number, [line]
        soft = line.endswith(b"=") and _is_quoted_printable(pieces[0])
    if pieces:
        yield start, b"".join(pieces)


def _is_quoted_printable(line: bytes) -> bool:
    return _QUOTED_PRINTABLE.match(line[:400]) is not None


def _property(number: int, data: bytes) -> Property:
    head = _NAME.match(data)
    if head is None:
        return Property(line=number, name="")
    name = head[2].decode().upper()
    found: dict[str, list[str]] = {}
    at = head.end()
    while match := _PARAMETER.match(data, at):
        key, values = _parameter(match)
        found.setdefault(key, []).extend(values)
        at = match.end()
    parameters = {key: tuple(values) for key, values in found.items()}
    unclosed = _UNCLOSED.match(data, at)
    at = unclosed.end() if unclosed else at
    if at == len(data):
        return Property(line=number, name="")
    return Property(
        line=number,
        name=name,
        group=(head[1] or b"").decode().lower(),
        parameters=parameters,
        value="" if name in _HEAVY else _value(data[at + 1 :], parameters),
    )


def _parameter(match: re.Match[bytes]) -> tuple[str, list[str]]:
    """Return name and values; of vCard 2.1 a word alone is a type or an encoding."""
    word, written = _text(match[1]).strip(), _text(match[3])
    if not match[2]:
        return ("ENCODING" if word.lower() in _ENCODINGS else "TYPE"), [word.lower()]
    values = [
        _CARET.sub(lambda caret: _CARETS[caret[1]], quoted or plain.strip())
        for quoted, plain in _VALUES.findall(written)
    ]
    if word.upper() == "TYPE":  # TYPE="work,voice" is seen as well
        values = [one.lower() for value in values for one in value.split(",")]
    return word.upper(), values


def _value(data: bytes, parameters: Mapping[str, tuple[str, ...]]) -> str:
    """Return a value in its own charset, its transfer encoding undone."""
    encoding = next(iter(parameters.get("ENCODING", ())), "").lower()
    if encoding == "quoted-printable":
        data = quopri.decodestring(data)
    text = _text(data, next(iter(parameters.get("CHARSET", ())), ""))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes, charset: str = "") -> str:
    """Decode as said, else as UTF-8, else one byte a character."""
    said = (charset,) if _CHARSET.fullmatch(charset) else ()
    for name in (*said, "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")
