"""A built site on its way to others: encrypted, checked for leaks, compared, sent."""

from __future__ import annotations
