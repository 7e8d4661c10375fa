"""Run the tests that take longer than a minute."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main([str(Path(__file__).parent), "-s", *sys.argv[1:]]))
