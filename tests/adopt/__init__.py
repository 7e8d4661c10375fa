"""Tests of adopting somebody's vault."""
