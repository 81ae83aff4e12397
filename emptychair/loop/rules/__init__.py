"""Judgements of the loop: how urgent, until when, how effort should be shared."""
