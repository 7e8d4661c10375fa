"""One file of sealed values that outlives a run; never worth more than nothing."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.cache.sealed import Seal

_WAIT: Final = 0.2  # seconds for another run that writes
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_TABLE: Final = "CREATE TABLE kept (name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID"
_OPTIONS: Final = (
    "PRAGMA page_size = 32768",  # many values are longer than the usual page
    # Not for a power cut: what is not signed as it should be counts as absent.
    "PRAGMA synchronous = OFF",
    "PRAGMA trusted_schema = OFF",
)


class DamagedError(Exception):
    """The file does not hold what was put into it."""


class BusyError(DamagedError):
    """Another run writes; what the file holds cannot be read now."""


class Store:
    """Values by name in an SQLite file, each signed with its name."""

    def __init__(self, file: Path, seal: Seal) -> None:
        """Take a file that need not exist, and what signs its values."""
        self.file = file
        self._seal = seal
        self._opened: sqlite3.Connection | None = None

    def read(self, name: str) -> bytes | None:
        """Return a value; none where there is none.

        Raises:
            DamagedError: Where it is not as it was written.
        """
        found = list(self._select("WHERE name = ?", name))
        return found[0][1] if found else None

    def read_all(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """Yield every name that begins with a prefix, without it, and its value.

        Raises:
            DamagedError: Where one is not as it was written.
        """
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        for name, data in self._select("WHERE name >= ? AND name < ?", prefix, after):
            yield name.removeprefix(prefix), data

    def write(self, values: Iterable[tuple[str, bytes]], gone: Iterable[str]) -> None:
        """Put values in and take names out, all or nothing.

        Raises:
            OSError: Where the system refuses, or another run writes.
            DamagedError: Where the file is none of ours.
        """
        sign = self._seal.close
        try:
            with self._connection() as opened:
                opened.executemany(
                    "DELETE FROM kept WHERE name = ?", ((one,) for one in gone)
                )
                opened.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?)",
                    ((name, sign(name, data)) for name, data in values),
                )
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise DamagedError from error

    def close(self) -> None:
        """Let go of the file."""
        if self._opened:
            self._opened.close()
            self._opened = None

    def _select(self, where: str, *values: str) -> Iterator[tuple[str, bytes]]:
        if self._opened is None and not self.file.is_file():
            return
        try:
            rows = self._connection().execute(
                f"SELECT name, data FROM kept {where}",  # noqa: S608 - our own words
                values,
            )
            for name, sealed in rows:
                data = self._seal.open(name, sealed)
                if data is None:
                    raise DamagedError
                yield name, data
        except sqlite3.OperationalError as error:
            # There is no code where Python itself cannot read what SQLite has found.
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY
            raise (BusyError if busy else DamagedError) from error
        except (sqlite3.Error, TypeError, UnicodeDecodeError) as error:
            raise DamagedError from error

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new = not self.file.is_file()
            self._opened = sqlite3.connect(self.file, timeout=_WAIT)
            for option in _OPTIONS:
                self._opened.execute(option)
            if new:
                self._opened.execute(_TABLE)
        return self._opened
