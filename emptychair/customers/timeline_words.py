"""How an entry of the timeline reads. Each domain registers its codes when the product starts.

register_timeline_code("loop.case_opened", lambda p: gettext("Case #%(number)s opened") % p)
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

Words = Callable[[Mapping[str, Any]], str]
_WORDS: dict[str, Words] = {}


def register_timeline_code(code: str, words: Words) -> None:
    """Say how entries with this code read; the same code again replaces the words."""
    _WORDS[code] = words


def known_timeline_codes() -> dict[str, Words]:
    """Every code there are words for."""
    return dict(sorted(_WORDS.items()))


def timeline_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """The entry in the language of the moment. An unknown code or parameter shows the code."""
    words = _WORDS.get(code)
    if words is None:
        return code
    try:
        return words(parameters)
    except (KeyError, ValueError, TypeError):
        return code


def _event_words(parameters: Mapping[str, Any]) -> str:
    name = str(parameters["name"])
    known = {
        "signed_up": gettext("Signed up"),
        "logged_in": gettext("Signed in"),
        "page_viewed": gettext("Looked at a page"),
        "cancelled": gettext("Cancelled"),
    }
    return known.get(name) or name.replace("_", " ")


def _order_words(parameters: Mapping[str, Any]) -> str:
    item = parameters["item"] or gettext("an order")
    amount = parameters["amount"]
    if amount is None:
        return gettext("Bought: %(item)s") % {"item": item}
    shown = f"{amount:,.2f}".removesuffix(".00")
    if parameters["currency"] == "JPY":
        words = {"item": item, "amount": shown}
        return gettext("Bought: %(item)s (¥%(amount)s)") % words
    return gettext("Bought: %(item)s (%(amount)s %(currency)s)") % {
        "item": item,
        "amount": shown,
        "currency": parameters["currency"],
    }


def _register_own() -> None:
    register_timeline_code("customers.event", _event_words)
    register_timeline_code("customers.order", _order_words)
    register_timeline_code("customers.added", lambda _p: gettext("Became known to us"))
    register_timeline_code("customers.note", lambda p: gettext("Note: %(text)s") % p)
    register_timeline_code("customers.wish_noted", lambda p: gettext("Wish: %(text)s") % p)
    register_timeline_code(
        "customers.wish_fulfilled", lambda p: gettext("Wish fulfilled: %(text)s") % p
    )
    register_timeline_code(
        "customers.suppressed",
        lambda p: gettext("No more messages to this address: %(reason)s") % p,
    )
    register_timeline_code(
        "customers.suppression_lifted", lambda _p: gettext("Messages are allowed again")
    )
    register_timeline_code(
        "customers.consent_given", lambda _p: gettext("Allowed us to send messages")
    )
    register_timeline_code(
        "customers.consent_withdrawn", lambda _p: gettext("Withdrew the consent to messages")
    )


_register_own()
