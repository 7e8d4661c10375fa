"""The files of the search: one index, and the texts of the pages in shards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.render.maker import Maker
from generator.render.search.documents import document
from generator.render.search.index import index_of
from generator.render.search.scripts import data_script
from generator.render.search.shards import shard_url

if TYPE_CHECKING:
    from generator.render.material import Material

INDEX: Final = "search/index.js"


def plan_search(material: Material) -> dict[str, Maker]:
    """Return the files that the browser searches in, by URL, as what makes them.

    Args:
        material: The build.
    """
    shards = map(shard_url, range(material.shards))
    return {INDEX: Maker(_index), **{url: Maker(_texts, (url,)) for url in shards}}


def _index(material: Material) -> bytes:
    return data_script(INDEX, index_of(material, material.searched))


def _texts(material: Material, url: str) -> bytes:
    """Return what a hit or a preview shows of some pages, by their URLs."""
    shown = (_text(material, target) for target in material.shelved.get(url, ()))
    return data_script(url, dict(shown))


def _text(material: Material, target: str) -> tuple[str, list[Any]]:
    one = document(material, target)
    passages = [(part.anchor, part.heading, part.text) for part in one.passages]
    shown = (one.name, one.kind, one.line, one.status, one.tone, one.excerpt)
    return one.url, [*shown, passages]
