"""The one place that joins disk and core: a book's root, settings and templates."""
