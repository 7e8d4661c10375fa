"""Keys mean what their values are; the words of languages are a first guess."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import pytest

from generator.adopt.groups import words_of
from generator.adopt.judging import DAILY, looks_like_name
from generator.adopt.notes import shape_of
from generator.adopt.words import KEY_VOCABULARY, fold_word
from generator.vocabulary import KEYS, Kind, Section
from tests.adopt.test_adopt import adopt

if TYPE_CHECKING:
    from generator.adopt import Proposal

WORDS: Final = tomllib.loads(
    files("generator.adopt").joinpath("words.toml").read_text("utf-8")
)
PEOPLE: Final = ("Ann Lee", "Bo Ray", "Cy Fox")


def proposed(folder: str, key: str, values: list[str]) -> Proposal | None:
    """Return what is proposed for a key with these values, one a note."""
    texts = {f"People/{name}.md": "" for name in PEOPLE}
    texts |= {f"Companies/{name}.md": "" for name in ("Oak", "Elm")}
    texts |= {
        f"{folder}/{PEOPLE[n] if folder == 'People' else n}.md": (
            f"---\n{json.dumps(key)}: {json.dumps(value)}\n---\n"
        )
        for n, value in enumerate(values)
    }
    found = [one for one in adopt(texts).proposals if one.yours == key]
    assert len(found) < 2
    return found[0] if found else None


LINKEDIN: Final = ["linkedin.com/in/a", "https://www.linkedin.com/in/b"]
CALLS: Final = ["https://zoom.us/j/1", "https://zoom.us/j/2"]
PAGES: Final = ["https://a.example", "https://b.example"]
DAYS: Final = ["2026-01-02", "2026-01-03"]
MAILS: Final = ["a@b.example", "c@d.example"]
TEL: Final = ["+44 20 7946 0011", "(030) 555-0101"]
MANY: Final = ["[[Oak]]", "[[Oak]]", "[[Elm]]"]
MET: Final = ["[[Ann Lee]]", "[[Bo Ray]]"]
CASES: Final = {
    "an unheard-of word for mail": ("People", "xq", MAILS, "email", True),
    "numbers to call": ("People", "xq", TEL, "phone", True),
    "profiles": ("People", "xq", LINKEDIN, "linkedin", True),
    "other web addresses": ("People", "xq", PAGES, "website", False),
    "links from many to few": ("People", "xq", MANY, "organization", True),
    "plain names": ("People", "arbeitgeber", ["Oak", "Elm"], "organization", True),
    "a word for a day, and none": ("People", "poznany", ["im Zug"], "met", False),
    "years and months": ("People", "poznany", ["2024", "2023-05"], "met", True),
    "our own words": ("People", "stand", ["met", "to-research"], "status", True),
    "zones": ("People", "zeitzone", ["Europe/Kyiv", "UTC"], "timezone", True),
    "no zones": ("People", "zeitzone", ["Kyiv", "Rom"], "timezone", False),
    "how long": ("Interviews", "dauer", ["45 min", "1h"], "duration", True),
    "stars": ("Interviews", "bewertung", ["4", "5"], "rating", True),
    "too many stars": ("Interviews", "bewertung", ["9", "10"], "rating", False),
    "a call": ("Interviews", "xq", CALLS, "link", True),
    "people of a talk": ("Interviews", "xq", MET, "with", True),
    "days of a talk": ("Interviews", "xq", DAYS, "date", True),
    "days of people": ("People", "gesehen", DAYS, "", False),
    "the home of a company": ("Companies", "xq", PAGES, "website", True),
    "where, of a talk": ("Interviews", "ort", ["Kiel", "Ulm"], "location", True),
    "where, of people": ("People", "ort", ["Kiel", "Ulm"], "location", True),
    "a flag": ("Questions", "xq", ["true", "false"], "", False),
    "a birthday": ("People", "geburtstag", DAYS, "", False),
    "texts of no known word": ("People", "xq", ["red", "blue"], "", False),
    "when a note was made": ("Interviews", "erstellt", DAYS, "", False),
    "web pages of a talk": ("Interviews", "xq", PAGES, "", False),
    "one value is too few": ("People", "xq", MAILS[:1], "", False),
    "values of many shapes": ("People", "xq", [MAILS[0], DAYS[0], "red"], "", False),
    "links to nowhere": ("People", "xq", ["[[Nowhere]]", "[[Else]]"], "", False),
    "a key of ours": ("People", "role", ["a", "b"], "", False),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_key_means_what_its_values_are(
    case: tuple[str, str, list[str], str, bool],
) -> None:
    """By a word and values that fit it, else by what the values look like."""
    where, key, values, ours, sure = case
    found = proposed(where, key, values)
    if not ours:
        assert found is None
        return
    assert found is not None
    assert (found.ours, found.sure) == (ours, sure), found.evidence


def test_the_words_mean_what_there_is() -> None:
    """Every meaning is a kind, a key or a section of ours; no word is empty."""
    kinds = {str(kind) for kind in Kind if kind != Kind.PAGE} | {DAILY, "ignore"}
    keys = {key.name for keys in KEYS.values() for key in keys}
    sections = set(map(str, Section))
    languages = {name: one for name, one in WORDS.items() if name != "other"}
    assert len(languages) >= 14
    for language, things in languages.items():
        assert set(things) == {"folders", "keys", "sections"}, language
        assert set(things["folders"]) == kinds, language
        assert set(things["keys"]) <= keys, language
        assert set(things["sections"]) == sections, language
        for meanings in things.values():
            for words in meanings.values():
                assert all(map(fold_word, words)), language


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("02 - 👥 Gespräche", {"interview"}),
        ("My people", {"contact"}),
        ("ÉNTREPRISES", {"organization"}),
        ("会議", {"interview"}),
        ("People and companies", set()),
        ("Peopleware", set()),
        ("", set()),
        ("2026", set()),
    ],
)
def test_a_folder_means_what_one_of_its_words_does(name: str, means: set[str]) -> None:
    """Numbers, signs, case and accents do not count; two meanings are none."""
    assert words_of(name) == means


def test_shapes_and_names() -> None:
    """What most values look like; how people are called."""
    assert shape_of([]) == shape_of(["", " "]) == ""
    assert shape_of(["[[2026-01-02]]"]) == "day"
    assert shape_of(["[x](a.md)"]) == "link"
    assert shape_of(["12"]) == "number"
    assert shape_of(["a@b.example", "red", "c@d.example"]) == "email"
    people = ("Ann Lee", "Ana de Sá", "高橋 美咲", "ليلى حداد")
    assert all(map(looks_like_name, people))
    assert not any(map(looks_like_name, ["Ann", "leek soup", "Plan 9 b", "A b c d e"]))
    assert KEY_VOCABULARY.languages("Firma") == {"de", "pl", "tr"}
