"""Foreign files -> people and meetings -> proposed notes and edits."""
