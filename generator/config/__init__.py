"""Text of `airbook.toml` -> frozen Settings."""

from __future__ import annotations

from generator.config.reading import parse_settings
from generator.config.settings import (
    Audience,
    Folders,
    Goal,
    Rules,
    Settings,
    SiteSettings,
)

__all__ = [
    "Audience",
    "Folders",
    "Goal",
    "Rules",
    "Settings",
    "SiteSettings",
    "parse_settings",
]
