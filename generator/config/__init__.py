"""Text of `airbook.toml` -> frozen Settings."""
