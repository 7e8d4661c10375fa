"""What reading a file with people gives, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from generator.imports.records import Person, Rejection


class Reading(Struct, frozen=True, kw_only=True):
    """People of a file.

    Attributes:
        people: In the order of the file.
        rejections: What was left out, in the order of the file.
        remarks: What the user should know of the file as a whole.
    """

    people: tuple[Person, ...]
    rejections: tuple[Rejection, ...] = ()
    remarks: tuple[str, ...] = ()
