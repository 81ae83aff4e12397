"""The rail: where one can go. What has no route, or may not be used, is not shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Section:
    """One entry before we know who asks. `key` goes there after the letter g; pages whose address
    begins with one of `also` belong to it too.
    """

    route: str
    words: str | Promise
    needs: Permission | None
    key: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the rail."""

    route: str
    words: str | Promise
    address: str
    key: str
    here: bool


P = Permission
HEAR = (
    Section("today", _("Today"), P.AGENDA_READ, "t"),
    Section("customers", _("Customers"), P.CUSTOMER_READ, "c"),
    Section("voices", _("Voices"), P.VOICE_READ, "v"),
    Section("touchpoints", _("Touchpoints"), P.TOUCHPOINT_READ, "p"),
    Section(
        "scores",
        _("Scores"),
        P.SCORE_READ,
        "s",
        also=("/scorecard/", "/explore/", "/drivers/", "/alerts/"),
    ),
)
ACT = (
    Section("cases", _("Cases"), P.CASE_READ, "k"),
    Section("initiatives", _("Initiatives"), P.INITIATIVE_READ, "i"),
    Section("effects", pgettext_lazy("menu", "Did it help?"), P.INITIATIVE_READ, "h"),
    Section(
        "success",
        pgettext_lazy("menu", "Success"),
        P.CUSTOMER_READ,
        "y",
        also=(
            *("/silence/", "/first-value/", "/use/", "/renewals/", "/outcomes/", "/plans/"),
            *("/requests/", "/playbooks/", "/touch/", "/organisation/", "/fit/"),
        ),
    ),
    Section("surveys", _("Surveys"), P.SURVEY_READ, "u"),
    Section("programme", pgettext_lazy("menu", "Programme"), P.SURVEY_READ, "r"),
)
BELOW = (
    Section("digests", _("Reports"), P.REPORT_READ, "m"),
    Section("effort", pgettext_lazy("menu", "Effort"), P.EFFORT_WRITE, "e"),
    Section("settings", _("Settings"), None, "o"),
)


def entries(sections: tuple[Section, ...], access: Access | None, path: str) -> list[Entry]:
    """Those that are there for this access; the one that holds `path` is marked."""
    return list(_entries(sections, access, path)) if access else []


def address_or_nothing(route: str) -> str:
    """The address of a route, or nothing where this installation has no such route."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _entries(sections: tuple[Section, ...], access: Access, path: str) -> Iterator[Entry]:
    for section in sections:
        address = address_or_nothing(section.route)
        if address and (section.needs is None or access.may(section.needs)):
            here = path == address if address == "/" else path.startswith((address, *section.also))
            yield Entry(section.route, section.words, address, section.key, here)
