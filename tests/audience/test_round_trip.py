"""Written anew, a text says what it said: nothing is lost, nothing becomes syntax."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build
from tests.audience.rewriting import FULL, TODAY, read, rewritten
from tests.fetched import SPECIFICATION, fetch

if TYPE_CHECKING:
    from generator.model import Note

EXAMPLES: Final = "tests/test_cmark_spec/commonmark.json"
PATH: Final = "interviews/Talk.md"
# Number of the example -> why it says something else.
DIFFERENT: Final = {
    169: "`main ::` is a key that Airbook does not know",
    **dict.fromkeys((597, 604, 605, 606, 612), "an e-mail address is not told"),
}
_SIGNS: Final = " \n*_`~=#[]()<>!|-+.:1%^&\\aBé\"'@{}$/>"


def notes_of(text: str) -> tuple[Note, Note]:
    """Return a note as it was read, and as it is read when it is written anew."""
    texts = {PATH: f"---\nname: Talk\n---\n## Advice\n\n{text}"}
    own, _ = read(texts, FULL)
    made = rewritten(texts, FULL)
    again = build(made.sources, made.settings, {}, today=TODAY)
    return own.book.notes[PATH], again.book.notes[PATH]


def words(note: Note) -> str:
    """Return what is seen of a note, without spaces."""
    html = "".join(part for part in note.body.prose.html if isinstance(part, str))
    return re.sub(r"<[^>]*>|\s+", "", html)


def test_every_example_of_commonmark_says_the_same() -> None:
    """Those without a heading that would end the section, or a link to a file."""
    data = fetch(SPECIFICATION, EXAMPLES)
    if data is None:
        pytest.skip("the examples cannot be had here")
    differ = set()
    for example in json.loads(data):
        if re.search("<h[12]>", example["html"]):
            continue
        before, after = notes_of(example["markdown"])
        if not before.links and words(before) != words(after):
            differ.add(example["example"])
    assert differ == set(DIFFERENT)


@given(st.text(_SIGNS, max_size=60))
def test_a_text_that_is_written_twice_stays(text: str) -> None:
    """What was written anew is written the same again, whatever the signs."""
    texts = {PATH: f"## Advice\n\n{text}"}
    first = rewritten(texts, FULL).sources.notes[0].text
    again = rewritten({PATH: first}, FULL).sources.notes[0].text
    assert again == first


def test_every_kind_of_block_is_written() -> None:
    """Lists within lists, quotes, callouts, code, tables, breaks."""
    text = """1. one

   more
2. two
   - three
     > quoted

* other

***

> [!warning]+ Take **care**
> - [link](https://example.org/a?b=1&c=2)

```python title=x
a = "```"
```

| a | b \\| c |
|:--|:-:|
| `x \\| y` | ~~z~~ ==m== <kbd>K</kbd><br>H~2~ |

hard\\
break and `` ` `` and <sub>2</sub> <b>
"""
    before, after = notes_of(text)
    assert words(before) == words(after)
    made = rewritten({PATH: f"## Advice\n\n{text}"}, FULL).sources.notes[0].text
    assert (
        made
        == """## Advice

1. one

   more

2. two

   - three

     > quoted

- other

***

> [!warning]+ Take **care**
>
> - [link](<https://example.org/a?b=1\\&c=2>)

````python
a = "```"
````

| a | b \\| c |
| :--- | :---: |
| `x \\| y` | ~~z~~ ==m== <kbd>K</kbd><br>H\\~2\\~ |

hard\\
break and `` ` `` and <sub>2</sub> \\<b\\>
"""
    )
