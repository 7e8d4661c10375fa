"""Places to publish to: a folder, a zip, a branch of git, a host over rsync."""

from __future__ import annotations

from generator.publish.targets.naming import parse_target
from generator.publish.targets.target import Target, manifest_in

__all__ = ["Target", "manifest_in", "parse_target"]
