"""Somebody's vault -> the settings that make it a book; nothing in it is written."""

from __future__ import annotations

from generator.adopt.proposing import propose
from generator.adopt.records import Adoption, Counts, Hints, Proposal, Unknown
from generator.adopt.vault import read_hints, read_vault
from generator.adopt.writing import new_book_id, path_from, refuse_place, write_settings

__all__ = [
    "Adoption",
    "Counts",
    "Hints",
    "Proposal",
    "Unknown",
    "new_book_id",
    "path_from",
    "propose",
    "read_hints",
    "read_vault",
    "refuse_place",
    "write_settings",
]
