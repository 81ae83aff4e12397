"""Pages of scores with their intervals."""
