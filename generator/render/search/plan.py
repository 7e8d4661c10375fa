"""The files of the search: one index, and the texts of the pages in shards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from generator.render.search.documents import document, targets
from generator.render.search.index import index_of
from generator.render.search.scripts import data_script
from generator.render.search.shards import shard_count, shard_of, shard_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.render.material import Material

INDEX: Final = "search/index.js"


def plan_search(material: Material) -> dict[str, Callable[[], bytes]]:
    """Return the files that the browser searches in, by URL, made when called.

    Args:
        material: The build.
    """
    ordered = targets(material)
    count = shard_count(len(ordered))
    shards: list[list[str]] = [[] for _ in range(count)]
    for target in ordered:
        shards[shard_of(material.urls.of(target), count)].append(target)
    files: dict[str, Callable[[], bytes]] = {INDEX: partial(_index, material, ordered)}
    for number, inside in enumerate(shards):
        url = shard_url(number)
        files[url] = partial(_texts, material, url, inside)
    return files


def _index(material: Material, ordered: Iterable[str]) -> bytes:
    return data_script(INDEX, index_of(material, ordered))


def _texts(material: Material, url: str, inside: Iterable[str]) -> bytes:
    """Return what a hit or a preview shows of some pages, by their URLs."""
    return data_script(url, dict(_text(material, target) for target in inside))


def _text(material: Material, target: str) -> tuple[str, list[Any]]:
    one = document(material, target)
    passages = [(part.anchor, part.heading, part.text) for part in one.passages]
    shown = (one.name, one.kind, one.line, one.status, one.tone, one.excerpt)
    return one.url, [*shown, passages]
