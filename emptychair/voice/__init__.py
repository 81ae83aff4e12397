"""Customers' words: comments, their language, their readings and themes, and the weekly programme."""
