"""Run every checker in order, stop at the first that fails, tests last."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
STEPS: Final = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-n", "2", "--cov"),
)


def main() -> int:
    for step in STEPS:
        print("::", *step, flush=True)
        done = subprocess.run((sys.executable, "-m", *step), cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
