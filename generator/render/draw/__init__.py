"""Drawings as numbers: what stands where. Templates turn them into SVG.

`text` says how wide a text will be, `layout` where boxes stand, `fold` what of a
large tree is drawn together, `tree` joins them to a record for a template; `scale`
has ticks and places on axes, and each sort of chart its own file.
"""

from __future__ import annotations
