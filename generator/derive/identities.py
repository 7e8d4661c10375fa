"""By what people and organizations of several sources are told apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

# What says which sort of company it is, not which company.
_ENDINGS: Final = frozenset(
    {
        *("inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp"),
        *("lp", "plc", "ltd", "limited", "pty", "pvt", "gmbh", "ggmbh", "mbh", "ag"),
        *("kg", "kgaa", "ug", "ev", "eg", "ohg", "se", "sa", "sas", "sarl", "srl"),
        *("spa", "sl", "slu", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "aps"),
        *("sro", "zrt", "kft", "doo", "kk", "ltda", "and"),
    }
)
_WORD: Final = re.compile(r"[^\W_]+")
# Signs that are part of a word: S.A., O'Neill.
_SILENT: Final = str.maketrans("", "", ".'\u2019")
_LONG: Final = 7
_VERY_LONG: Final = 14
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NETWORK: Final = re.compile(r"(?:www\.|m\.|[a-z]{2}\.)?linkedin\.com", re.IGNORECASE)
_MEMBER: Final = re.compile(r"in/[^/]+")


@lru_cache(maxsize=65_536)
def fold_organization(name: str) -> str:
    """Return a name of an organization as it is compared.

    Returns:
        Words without accents, case and punctuation, `&` as `and`, without such endings
        as Inc, GmbH or Ltd and without `The` before it; empty where no letter is left.
    """
    plain = fold_person(name.replace("&", " and ")).translate(_SILENT)
    words = _WORD.findall(plain)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _ENDINGS:
        words.pop()
    return " ".join(words)


def is_slip(one: str, other: str) -> bool:
    """Whether folded names of organizations differ as by a slip of the pen.

    Never where they are short, begin with another letter, or have other digits.
    """
    from rapidfuzz.distance import OSA

    most = slips_in(min(len(one), len(other)))
    if not most or one[0] != other[0] or _digits(one) != _digits(other):
        return False
    joined = one.replace(" ", "") == other.replace(" ", "")
    if one.count(" ") != other.count(" ") and not joined:
        return False
    return OSA.distance(one, other, score_cutoff=most) <= most


def slips_in(length: int) -> int:
    """Return how many slips a name of so many letters may have."""
    return 0 if length < _LONG else 1 if length < _VERY_LONG else 2


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def same_organization(one: str, other: str) -> bool:
    """Whether two names are of one organization, a slip of the pen aside."""
    first, second = fold_organization(one), fold_organization(other)
    return bool(first) and (first == second or is_slip(first, second))


def is_within(organization: str, asked: str) -> bool:
    """Whether an organization is the one asked for, or has its name in its own."""
    words = f" {fold_organization(asked)} "
    within = bool(words.strip()) and words in f" {fold_organization(organization)} "
    return within or same_organization(organization, asked)


@lru_cache(maxsize=65_536)
def fold_person(name: str) -> str:
    """Return a name as it is compared: words without accents and case."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(one for one in decomposed if not unicodedata.combining(one))
    return " ".join(plain.casefold().split())


def profile_key(address: str) -> str:
    """Return the address of a page as it is compared.

    Returns:
        Without scheme, `www.`, the country before linkedin.com, query, fragment and
        the slash at the end, percent signs decoded; of a profile there without the
        language behind it. Empty where there is no address.
    """
    if "." not in address:
        return ""
    bare = re.split(r"[?#]", _SCHEME.sub("", address.strip()), maxsplit=1)[0]
    host, _, path = bare.partition("/")
    path = unicodedata.normalize("NFC", unquote(path)).casefold().strip("/")
    if _NETWORK.fullmatch(host):
        member = _MEMBER.match(path)
        return f"linkedin.com/{member[0] if member else path}"
    return f"{host.casefold().removeprefix('www.')}/{path}".strip("/")


def email_key(address: str) -> str:
    """Return an e-mail address as it is compared; empty where there is none."""
    if "@" not in address:
        return ""
    return address.strip("<> \t").removeprefix("mailto:").casefold()
