"""How a page or a mail names a customer."""

from django.utils.translation import pgettext


def addressed(name: str) -> str:
    """The name as the language of the moment says it: `高橋 由紀 様`, `Yuki Takahashi`."""
    return pgettext("how a customer is called", "%(name)s") % {"name": name} if name else ""


def spoken_to(name: str) -> str:
    """How a mail to a customer calls them, also where no name is known: `お客様`, `customer`."""
    return addressed(name) or pgettext("who has no name, in a mail", "customer")
