"""Silence against a customer's own rhythm, and quiet loss: who left without a word."""
