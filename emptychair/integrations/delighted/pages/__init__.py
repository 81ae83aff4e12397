"""Keys and webhooks, below the settings."""
