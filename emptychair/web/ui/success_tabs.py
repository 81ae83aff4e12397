"""The tabs above every page of customer success: one entry a page, in this order."""

from django.utils.translation import pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.web.ui.menu import Entry, Section, address_or_nothing

P = Permission
TABS = (
    Section("success", pgettext_lazy("menu", "At risk"), P.CUSTOMER_READ, ""),
    Section("health", pgettext_lazy("menu", "Health"), P.CUSTOMER_READ, ""),
    Section("silence", pgettext_lazy("menu", "Silence"), P.CUSTOMER_READ, ""),
    Section("quiet-loss", pgettext_lazy("menu", "Quiet loss"), P.CUSTOMER_READ, ""),
    Section("first-value", pgettext_lazy("menu", "First value"), P.CUSTOMER_READ, ""),
    Section("use", pgettext_lazy("menu", "Use"), P.CUSTOMER_READ, ""),
    Section("renewals", pgettext_lazy("menu", "Renewals"), P.CUSTOMER_READ, ""),
    Section("outcomes", pgettext_lazy("menu", "Customers’ KPIs"), P.CUSTOMER_READ, ""),
    Section("plans", pgettext_lazy("menu", "Plans"), P.CUSTOMER_READ, ""),
    Section("requests", pgettext_lazy("menu", "Requests"), P.CASE_READ, ""),
    Section("playbooks", pgettext_lazy("menu", "Playbooks"), P.CUSTOMER_READ, ""),
    Section("touch", pgettext_lazy("menu", "Touch"), P.CUSTOMER_READ, ""),
    Section("fit", pgettext_lazy("menu", "Fit"), P.CUSTOMER_READ, ""),
)


def success_tabs(access: Access, route: str) -> list[Entry]:
    """Those that are there and that this access may open; that of `route` is marked."""
    found = ((one, address_or_nothing(one.route)) for one in TABS)
    return [
        Entry(one.route, one.words, address, "", one.route == route)
        for one, address in found
        if address and (one.needs is None or access.may(one.needs))
    ]
