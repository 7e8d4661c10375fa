"""What an output may not be: the book, the notes, home, a disk or a file."""

from __future__ import annotations

from pathlib import Path


class OutputRefusedError(OSError):
    """The output cannot be written to without harm; one line says why."""


def refuse_output(
    output: Path, *, root: Path | None = None, content: Path | None = None
) -> None:
    """Refuse an output that is, holds or lies above the book, home or the disk.

    Args:
        output: The folder, which need not exist.
        root: The book's root; none where there is none.
        content: The content folder, which the output may not lie in either.

    Raises:
        OutputRefusedError: Where the site may not be written there.
    """
    real = output.resolve()
    if real == Path(real.anchor):
        raise OutputRefusedError(f"the output {output} is a whole disk")
    guarded = {"the notes": content, "the book": root, "your home folder": _home()}
    for what, path in guarded.items():
        if path is not None and path.resolve().is_relative_to(real):
            raise OutputRefusedError(
                f"the output {output} would overwrite {what}; choose another folder"
            )
    if content is not None and real.is_relative_to(content.resolve()):
        raise OutputRefusedError(
            f"the output {output} lies among the notes; choose another folder"
        )
    if real.exists() and not real.is_dir():
        raise OutputRefusedError(f"the output {output} is a file, not a folder")


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
