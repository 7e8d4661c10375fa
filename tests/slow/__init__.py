"""Tests that take longer than a minute: `python -m tests.slow`."""
