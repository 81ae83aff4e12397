"""What the frame around every page shows."""

from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.web.ui.menu import ACT, BELOW, HEAR, address_or_nothing, entries

# Each in its own words: who looks for their language cannot read the others.
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Who is here, where they can go, and the languages to choose from.

    Times in the page are those of the workspace.
    """
    access = access_or_none(request)
    if access and access.place:
        timezone.activate(access.place.zone)
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        "access": access,
        "rail": SimpleLazyObject(lambda: rail_of(request, access)),
        "shell_languages": [(code, LANGUAGE_NAMES[code]) for code in codes],
        "shell_language": get_language(),
    }


def access_or_none(request: HttpRequest) -> Access | None:
    """Who asks, or nothing: nobody signed in, a token of no use, or a database that is away."""
    try:
        return access_from(request)
    except (ProductError, DatabaseError, AttributeError):  # errors come before there is a user
        return None


def rail_of(request: HttpRequest, access: Access | None) -> dict[str, Any]:
    """The entries of the menu by group, and the address of what stands around them."""
    may_find = access is not None and access.may(Permission.CUSTOMER_READ)
    may_count = access is not None and access.may(Permission.AGENDA_READ)
    return {
        "hear": entries(HEAR, access, request.path),
        "act": entries(ACT, access, request.path),
        "below": entries(BELOW, access, request.path),
        "search": address_or_nothing("search") if may_find else "",
        "counts": address_or_nothing("today-counts") if may_count else "",
        "sign_in": address_or_nothing("account_login"),
        "workspaces": address_or_nothing("workspaces"),
        "account": address_or_nothing("account"),
        "sign_out": address_or_nothing("account_logout"),
    }


def _forget_zone(**_about: Any) -> None:
    timezone.deactivate()  # the next request may be that of another workspace


request_finished.connect(_forget_zone, dispatch_uid="emptychair.web.zone")
