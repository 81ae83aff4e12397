"""Addresses that a table leads to: its own, its figures', their voices, people and next steps."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.behind import Behind
from emptychair.explore.types import RATE, Question
from emptychair.web.ui.menu import address_or_nothing

KNOWN_TO_DRIVERS = ("touchpoint", "segment", "group", "language", "channel")


def address_of(plain: Mapping[str, str], route: str = "explore", *args: object) -> str:
    """A route of Explore with a question behind it."""
    return with_query(reverse(route, args=args), plain)


def with_query(address: str, plain: Mapping[str, str]) -> str:
    """An address with plain words behind it."""
    return f"{address}?{urlencode(plain)}" if plain else address


def voices_of(behind: Behind) -> str:
    """The words behind a figure, where they may be read; invitations have none."""
    if behind.question.measure == RATE or not behind.access.may(Permission.VOICE_READ):
        return ""
    return with_query(reverse("voices"), behind.voices_words)


def drivers_of(plain: Mapping[str, str]) -> str:
    """What moves this score; nothing where that page is not there."""
    address = address_or_nothing("drivers")
    names = ("metric", "period", *KNOWN_TO_DRIVERS)
    kept = {name: plain[name] for name in names if plain.get(name)}
    return with_query(address, kept) if address else ""


def initiative_of(access: Access, question: Question) -> str:
    """To begin something about it, where one may."""
    if not access.may(Permission.INITIATIVE_WRITE):
        return ""
    place = dict(question.filters).get("touchpoint", "")
    return with_query(reverse("initiative-new"), {"touchpoint": place} if place else {})
