"""Public holidays of countries."""

from collections.abc import Container
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=32)
def public_holidays(country: str) -> Container[date]:
    """The public holidays of a country (ISO 3166, two letters); none for one that is not known."""
    from holidays import country_holidays  # slow to load, and few processes need it

    try:
        return country_holidays(country)
    except NotImplementedError:
        return frozenset()
