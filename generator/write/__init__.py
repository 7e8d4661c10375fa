"""Site -> folder: what changed is written, what is ours and gone is removed."""
