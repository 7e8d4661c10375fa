"""Drawings in numbers: where the parts of a picture lie, never how they look."""
