"""The map of touchpoints."""
