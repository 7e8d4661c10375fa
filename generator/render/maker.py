"""How a page or file is made, said without the build that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.render.material import Material


class Maker(Struct, frozen=True):
    """How something is made of a build, whichever that is.

    Attributes:
        make: Takes the material of the build.
        args: What it is given besides.
    """

    make: Callable[..., Any]
    args: tuple[Any, ...] = ()

    def __call__(self, material: Material) -> Any:
        """Make it."""
        return self.make(material, *self.args)
