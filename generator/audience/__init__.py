"""What an audience may see: planned for its owner, and written as new sources."""
