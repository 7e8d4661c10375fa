"""Options in, exit status out; one call for each command, no logic."""

from __future__ import annotations

from generator.cli.app import airbook, main

__all__ = ["airbook", "main"]
