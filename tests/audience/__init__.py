"""Tests of what an audience may see."""
