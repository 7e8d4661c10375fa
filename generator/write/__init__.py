"""Site -> folder: what changed is written, what is ours and gone is removed."""

from __future__ import annotations

from generator.write.file import create_file, replace_file, write_file
from generator.write.lock import LOCK, LockedError, locked
from generator.write.manifest import MANIFEST, sync_folder
from generator.write.refusal import OutputRefusedError, refuse_output
from generator.write.run import Content, Written, write_site
from generator.write.temporary import sweep
from generator.write.watched import Watch, WatchedSite

__all__ = [
    "LOCK",
    "MANIFEST",
    "Content",
    "LockedError",
    "OutputRefusedError",
    "Watch",
    "WatchedSite",
    "Written",
    "create_file",
    "locked",
    "refuse_output",
    "replace_file",
    "sweep",
    "sync_folder",
    "write_file",
    "write_site",
]
