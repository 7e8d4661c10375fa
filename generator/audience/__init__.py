"""What an audience may see: planned for its owner, and written as new sources."""

from __future__ import annotations

from generator.audience.plan import plan
from generator.audience.records import Left, Plan, Rewritten, Share
from generator.audience.rewrite import rewrite

__all__ = ["Left", "Plan", "Rewritten", "Share", "plan", "rewrite"]
