"""The one place that joins disk and core: a book's root, settings and templates."""

from __future__ import annotations

from generator.workspace.building import (
    audience_of,
    build_book,
    read_book,
    write_book,
)
from generator.workspace.connections import keep_connections, read_connections
from generator.workspace.opening import (
    SETTINGS_FILE,
    BookError,
    Workspace,
    find_root,
    open_workspace,
    read_settings,
)
from generator.workspace.owned import data_folder, state_folder
from generator.workspace.templates import (
    PACKAGE,
    TEMPLATE_FOLDERS,
    find_sample,
    find_templates,
    own_templates,
    read_templates,
)

__all__ = [
    "PACKAGE",
    "SETTINGS_FILE",
    "TEMPLATE_FOLDERS",
    "BookError",
    "Workspace",
    "audience_of",
    "build_book",
    "data_folder",
    "find_root",
    "find_sample",
    "find_templates",
    "keep_connections",
    "open_workspace",
    "own_templates",
    "read_book",
    "read_connections",
    "read_settings",
    "read_templates",
    "state_folder",
    "write_book",
]
