"""Customers' words: comments, their language, their readings and themes, the weekly programme."""
