"""Stand-ins."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest

from generator.workspace import build_book


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.publish import making

    def build(
        workspace: Any, *, purpose: str = "local", audience: str = "owner"
    ) -> Any:
        return build_book(workspace, purpose=purpose)

    monkeypatch.setattr(making, "build_book", build)
    module: Any = types.ModuleType("leaks")
    module.secrets_of = lambda *_: ()
    module.find_leaks = lambda _, files: [list(files)] and []
    monkeypatch.setitem(sys.modules, "generator.publish.leaks", module)
