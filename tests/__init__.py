"""The tests of Airbook; `python -m tests` runs all of them and the checkers."""

from __future__ import annotations
