"""The encrypted site: format, keys, what changes, what is refused."""

from __future__ import annotations
