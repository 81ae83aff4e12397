"""How a page or a mail names a customer."""

from django.utils.translation import pgettext


def addressed(name: str) -> str:
    """The name as the language of the moment says it: `高橋 由紀 様`, `Yuki Takahashi`."""
    return pgettext("how a customer is called", "%(name)s") % {"name": name} if name else ""
