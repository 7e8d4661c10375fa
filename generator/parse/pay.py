"""Pay heard, as text -> range, currency, unit of time."""

from __future__ import annotations

import re
from typing import Final

from generator.model import Pay

_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_UNITS: Final = {
    "year": "year",
    "yr": "year",
    "y": "year",
    "annum": "year",
    "month": "month",
    "mo": "month",
    "week": "week",
    "wk": "week",
    "day": "day",
    "hour": "hour",
    "hr": "hour",
    "h": "hour",
}
_NUMBER: Final = r"(\d[\d,.' \u00a0\u202f]*)(k?)"
_PAY: Final = re.compile(
    rf"([{''.join(_SIGNS)}]|[A-Z]{{3}})?\s*{_NUMBER}"
    rf"(?:\s*(?:-|–|—|to)\s*[{''.join(_SIGNS)}]?\s*{_NUMBER})?"
    rf"\s*([{''.join(_SIGNS)}]|[A-Z]{{3}})?\s*(?:/|per\s|a\s|an\s)\s*([a-z]+)",
    re.IGNORECASE,
)


def parse_pay(text: str) -> Pay:
    """Read `80000-95000 USD/year`.

    Args:
        text: The value of a `pay` field.

    Returns:
        Range, currency and unit; the text alone where any of them is not clear, for
        a figure that is guessed is worse than one that is only listed.

    Source: README, "Pay heard".
    """
    match = _PAY.fullmatch(text.strip())
    if match is None:
        return Pay(text=text)
    sign, low, low_k, high, high_k, after, unit = match.groups()
    currency = (sign or after or "").upper()
    per = _UNITS.get(unit.lower(), "")
    first, last = _amount(low), _amount(high) if high else _amount(low)
    if not currency or (sign and after) or not per or first is None or last is None:
        return Pay(text=text)
    thousands = 1000 if (high_k if high else low_k) else 1
    first *= 1000 if low_k or (thousands > 1 and first < last) else 1
    last *= thousands
    if first > last:
        return Pay(text=text)
    return Pay(
        text=text,
        low=first,
        high=last,
        currency=_SIGNS.get(currency, currency),
        per=per,
    )


def _amount(text: str) -> float | None:
    """Read `80000`, `80,000`, `80.000` and `17.50`; none where it is unclear."""
    digits = re.sub(r"[ '\u00a0\u202f]", "", text.strip())
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", digits):
        return float(re.sub(r"[,.]", "", digits))
    if re.fullmatch(r"\d+(?:[.,]\d{1,2})?", digits):
        return float(digits.replace(",", "."))
    return None
