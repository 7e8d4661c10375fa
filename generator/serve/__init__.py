"""What follows the notes while somebody writes them."""

from __future__ import annotations
