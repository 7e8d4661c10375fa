"""The leak check: nothing that an audience may not see is in what it gets."""

from __future__ import annotations

from generator.publish.leaks.check import Secrets, find_leaks, secrets_of
from generator.publish.leaks.records import Leak, Secret

__all__ = ["Leak", "Secret", "Secrets", "find_leaks", "secrets_of"]
