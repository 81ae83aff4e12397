"""Scoring everybody, testing models, switching them on, learning from who left."""
