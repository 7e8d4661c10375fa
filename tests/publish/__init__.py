"""Tests of what leaves the machine."""

from __future__ import annotations
