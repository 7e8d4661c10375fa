"""Run the tests that take longer than a minute, and in whole what else is sampled."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.sampling import WHOLE

HERE = Path(__file__).parent

if __name__ == "__main__":
    os.environ[WHOLE] = "1"
    files = sorted(HERE.parent.rglob("test_*.py"))
    wide = [one for one in files if "import sampled\n" in one.read_text("utf-8")]
    named = sys.argv[1:] or [str(HERE), *map(str, wide)]
    sys.exit(pytest.main(["-s", "-o", "faulthandler_timeout=0", *named]))
