"""Files of other programs, read and taken over."""

from __future__ import annotations
