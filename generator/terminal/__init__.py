"""Views as text: what a terminal shows, plain where it is no terminal."""

from __future__ import annotations
