"""What earlier runs left."""
