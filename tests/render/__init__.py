"""Tests of what the site is made of."""

from __future__ import annotations
