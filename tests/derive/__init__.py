"""Tests of the derived views."""

from __future__ import annotations
