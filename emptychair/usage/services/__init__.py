"""Changing what is known of product use."""
