"""What the browser searches in: an index of words, and the texts of the hits."""

from __future__ import annotations
