"""Values as they follow one another."""

from collections.abc import Iterable, Mapping


def in_order_of(named: Mapping[str, str], tokens: Iterable[str]) -> list[str]:
    """Tokens as they stand in `named`; others behind.

    >>> in_order_of({"b": "B", "a": "A"}, ["a", "c", "b"])
    ['b', 'a', 'c']
    """
    places = {token: place for place, token in enumerate(named)}
    return sorted(tokens, key=lambda token: (places.get(token, len(places)), token))
