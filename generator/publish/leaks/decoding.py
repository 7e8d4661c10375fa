"""The bytes of a file as every text that can be read in them."""

from __future__ import annotations

import binascii
import html
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct

from generator.publish.leaks.images import carried_by
from generator.publish.leaks.streams import open_streams
from generator.publish.leaks.words import APART

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

AS_TEXT: Final = "as text"
AMONG_BYTES: Final = "among bytes"
_DEEPEST: Final = 4
_TELLING: Final = 16
# A file of an encrypted site, and lists of numbers in the index of the search: any
# short word occurs in them by chance.
_SEALED: Final = re.compile(r'airbookFile\("[^"]*","([A-Za-z0-9+/=]*)"\)')
_PACKED: Final = re.compile(r'"(?:lists|kind|status|length)":"([!-~ ]*?)"')
_TAGGED: Final = re.compile(r'"tags":\[\[.*?\]\],"names":', re.DOTALL)
_GAPS: Final = re.compile(r'","([!-~]*)"\]')
_SORTED: Final = re.compile(r'"words":"[^"]*"')
_LONG: Final = 200
_MAIL_LINES: Final = range(60, 77)
_MAIL: Final = re.compile(r"(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]*={0,2}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_BETWEEN: Final = re.compile(r"[/_+-]")
_HEX: Final = re.compile(r"[0-9a-fA-F]{12,}")
_URL_SAFE: Final = str.maketrans("-_", "+/")
_ESCAPE: Final = re.compile(
    r"\\+(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([nrtbfv0])|(.))"
)
_TAG: Final = re.compile(r"<[^<>]*>")
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_PRINTABLE: Final = (
    rb"(?:[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3})"
)
_STRING: Final = re.compile(_PRINTABLE + rb"{3,}")
_FEWEST_BYTES: Final = 6
_WIDE: Final = (
    ("utf-16-le", re.compile(rb"(?:.[\x00-\x06]){4,}", re.DOTALL)),
    ("utf-16-be", re.compile(rb"(?:[\x00-\x06].){4,}", re.DOTALL)),
)
_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class Reading(Struct, frozen=True):
    """A text that somebody can read in a file.

    Attributes:
        text: The text.
        how: How one gets at it.
        noise: Whether it comes from bytes that may be no text at all.
        plain: Whether markup is taken off, so that digits in a row are a number.
    """

    text: str
    how: str
    noise: bool = False
    plain: bool = False


class Decoder:
    """Reads file after file; what came before is not decoded again."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def readings(
        self, data: bytes, how: str = "", depth: int = 0
    ) -> Iterator[Reading | bytes]:
        """Yield every text of a file, and its bytes and those decoded in it.

        Args:
            data: The bytes.
            how: How one gets at them.
            depth: How many times something was decoded to get them.
        """
        yield data
        text = _as_text(data)
        if text is None:
            yield from self._binary(data, how, depth)
        else:
            yield from self._text(text, how, depth)
        if depth < _DEEPEST and text is None:
            for part in carried_by(data):
                yield from self.readings(part, _in(how, "in an image"), depth + 1)
            for opened in open_streams(data):
                how_opened = _in(how, "in compressed data")
                yield from self.readings(opened, how_opened, depth + 1)

    def _binary(self, data: bytes, how: str, depth: int) -> Iterator[Reading | bytes]:
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                text = data.decode(encoding, "replace")
                yield from self._text(text, _in(how, "in UTF-16"), depth)
                break
        if _mostly_text(data):
            yield from self._text(data.decode("cp1252", "replace"), how, depth)
            yield from self._text(data.decode("utf-8", "replace"), how, depth)
        yield from _strings(data, how or AMONG_BYTES)
        for encoding, runs in _WIDE:
            found = [run.decode(encoding, "replace") for run in runs.findall(data)]
            yield from _told_apart(found, _in(how, "in UTF-16"), least=8)

    def _text(self, text: str, how: str, depth: int) -> Iterator[Reading | bytes]:
        """Yield a text as it is, decoded in every usual way, and without markup."""
        if "airbookFile(" in text or '"lists":' in text:
            text = yield from self._without_numbers(text, how, depth)
        runs = set(_BASE64.findall(text))
        text = yield from self._without_long(text, runs, how, depth)
        # A run may begin behind a folder of an address, or a hyphen.
        runs |= {part for run in runs for part in _BETWEEN.split(run) if len(part) > 7}
        yield Reading(text, how or AS_TEXT, plain="<" not in text)
        decoded, times = text, 0
        for trigger, decode, name in _ESCAPES:
            if trigger in decoded:
                lines = [line for line in text.splitlines() if trigger in line]
                yield Reading(decode("\n".join(lines)), _in(how, name))
                decoded, times = decode(decoded), times + 1
        if "BEGIN:V" in text:
            decoded, times = _FOLD.sub("", decoded), 2
        if times > 1:
            yield Reading(decoded, _in(how, "escaped"), plain="<" not in decoded)
        yield from _without_tags(decoded, how)
        if depth < _DEEPEST:
            yield from self._encoded(runs, how, depth)

    def _without_numbers(
        self, text: str, how: str, depth: int
    ) -> Generator[Reading | bytes, None, str]:
        """Take out sealed bytes and packed numbers, and part words that are sorted."""
        for match in _SEALED.finditer(text):
            sealed = match.group(1)
            yield Reading(sealed, _in(how, "in ciphertext"), noise=True)
            yield from self._sealed(_from_base64(sealed), how, depth)
        tagged = " ".join(_TAGGED.findall(text))
        packed = [*_PACKED.findall(text), *_GAPS.findall(tagged)]
        yield Reading("\n".join(packed), how or AS_TEXT, noise=True)
        text = _PACKED.sub(" ", _SEALED.sub(" ", text))
        text = _SORTED.sub(lambda match: match[0].replace(" ", APART), text)
        return _TAGGED.sub(lambda match: _GAPS.sub('"]', match[0]), text)

    def _sealed(self, data: bytes, how: str, depth: int) -> Iterator[Reading | bytes]:
        """Yield what stands in ciphertext; a header is text in base64."""
        if _as_text(data) is None:
            yield data
            yield from _strings(data, _in(how, "in ciphertext"))
        else:
            yield from self.readings(data, _in(how, "in base64"), depth + 1)

    def _without_long(
        self, text: str, runs: Iterable[str], how: str, depth: int
    ) -> Generator[Reading | bytes, None, str]:
        """Take out long base64: a file within the file."""
        long = [run for run in runs if len(run) >= _LONG]
        if any(len(run) in _MAIL_LINES for run in runs):
            long += _MAIL.findall(text)
        for run in long:
            text = text.replace(run, " ")
            yield Reading(run, how or AS_TEXT, noise=True)
            if depth < _DEEPEST and self._is_new(run):
                plain = "".join(run.split()).translate(_URL_SAFE)
                named = _in(how, "in base64")
                yield from self.readings(_from_base64(plain), named, depth + 1)
                for shift in (1, 2, 3):
                    yield from _strings(_from_base64(plain[shift:]), named)
        return text

    def _encoded(
        self, runs: Iterable[str], how: str, depth: int
    ) -> Iterator[Reading | bytes]:
        """Decode what may be base64 or hex, from each place where it may begin."""
        for run in runs:
            if len(run) >= _LONG or not self._is_new(run):
                continue
            plain = run.translate(_URL_SAFE)
            for shift in range(4):
                data = _from_base64(plain[shift:])
                yield from self._small(data, _in(how, "in base64"), depth, shift)
            for digits in _HEX.findall(run):
                for shift in range(2):
                    even = digits[shift : len(digits) - (len(digits) - shift) % 2]
                    data = bytes.fromhex(even)
                    yield from self._small(data, _in(how, "in hex"), depth, shift)

    def _small(
        self, data: bytes, how: str, depth: int, shift: int
    ) -> Iterator[Reading | bytes]:
        if not shift and len(data) >= _TELLING:
            yield from self.readings(data, how, depth + 1)
        else:
            yield from _strings(data, how)

    def _is_new(self, run: str) -> bool:
        key = hash(run)
        new = key not in self._seen
        self._seen.add(key)
        return new


def _as_text(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _mostly_text(data: bytes) -> bool:
    """Whether a file is text but for some bytes, as in an old encoding."""
    odd = len(data.translate(None, bytes(range(32, 127)) + b"\t\n\r"))
    return b"\0" not in data and odd * 8 < len(data)


def _strings(data: bytes, how: str) -> Iterator[Reading]:
    runs = [
        run.decode("utf-8", "replace")
        for run in _STRING.findall(data)
        if len(run) >= _FEWEST_BYTES
    ]
    yield from _told_apart(runs, how, least=_TELLING)


def _told_apart(runs: list[str], how: str, *, least: int) -> Iterator[Reading]:
    """Take long runs of letters for text, short ones for chance."""
    if telling := [run for run in runs if len(run) >= least]:
        yield Reading("\n".join(telling), how)
    if rest := [run for run in runs if len(run) < least]:
        yield Reading("\n".join(rest), how, noise=True)


def _without_tags(text: str, how: str) -> Iterator[Reading]:
    """Yield a text without markup; also words joined that markup parts."""
    parts = _TAG.split(text)
    if len(parts) == 1:
        return
    how = _in(how, "within markup")
    yield Reading(" ".join(parts), how, plain=True)
    parts = [part for part in parts if part]
    joined: list[str] = []
    for (before, part), (_, after) in pairwise(pairwise(["", *parts, ""])):
        if before[-1:].isalnum() and part[0].isalnum():
            joined += (before + part, before + part + after)
    if joined:
        yield Reading("\n".join(joined), how)


def _from_base64(run: str) -> bytes:
    run = run.rstrip("=")
    spare = len(run) % 4
    if spare == 1:
        run = run[:-1]
    try:
        return binascii.a2b_base64(run + "=" * (-len(run) % 4))
    except binascii.Error:
        return b""


def _unescape_json(text: str) -> str:
    found = _ESCAPE.sub(_escaped, text)
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else " "
    return " " if match[4] else match[5]


def _in(how: str, more: str) -> str:
    return f"{more} {how}" if how else more


_ESCAPES: Final[tuple[tuple[str, Callable[[str], str], str], ...]] = (
    ("\\", _unescape_json, "escaped as in JSON"),
    ("%", lambda text: unquote(unquote(text)), "URL-encoded"),
    ("&", lambda text: html.unescape(html.unescape(text)), "escaped as in HTML"),
)
