"""Data as classic scripts, which a browser loads even from `file://`."""

from __future__ import annotations

import json
import re
from typing import Any


def data_script(url: str, value: Any) -> bytes:
    """Return a script that gives a value to the page.

    Args:
        url: Where the script lies, which is also what the value is asked for by.
        value: Anything that JSON can say. It stands in one text that is parsed as
            JSON, which browsers read faster than the same thing as a literal.
    """
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    quoted = data.replace("\\", "\\\\").replace("'", "\\'")
    return f"airbook.give({json.dumps(url)},JSON.parse('{quoted}'));\n".encode(
        errors="replace"
    )


def script_data(script: bytes) -> Any:
    """Return the value that `data_script` was given, tuples as lists.

    Raises:
        ValueError: Where it was not made there.
    """
    before, begin, rest = script.decode().partition("JSON.parse('")
    quoted, end, after = rest.rpartition("'));\n")
    if not begin or not end or after or not before.startswith("airbook.give("):
        raise ValueError("no data")
    return json.loads(re.sub(r"\\(.)", r"\1", quoted))
