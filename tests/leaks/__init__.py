"""The leak check."""
