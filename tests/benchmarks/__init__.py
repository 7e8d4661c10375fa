"""Whole commands timed beside other generators: `python -m tests.benchmarks`."""
