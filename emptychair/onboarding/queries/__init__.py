"""Reads of the first value. What others ask: `first_value_of`, `stalled`."""

from emptychair.onboarding.queries.stored import first_value_of, stalled

__all__ = ["first_value_of", "stalled"]
