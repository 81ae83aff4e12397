"""The tabs above every page about numbers: one entry a page, in this order."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.web.ui.menu import Entry, Section, address_or_nothing

P = Permission
TABS = (
    Section("scores", _("Scores"), P.SCORE_READ, ""),
    Section("scorecard", _("Scorecard"), P.SCORE_READ, ""),
    Section("explore", pgettext_lazy("menu", "Explore"), P.SCORE_READ, ""),
    Section("drivers", _("Drivers"), P.SCORE_READ, ""),
    Section("money", _("Score and money"), P.SCORE_READ, ""),
    Section("heard", _("Who is heard"), P.SCORE_READ, ""),
    Section("alerts", _("Alerts"), P.SCORE_READ, ""),
)


def score_tabs(access: Access, route: str) -> list[Entry]:
    """Those that this access may open; that of `route` is marked."""
    return [
        Entry(one.route, one.words, address_or_nothing(one.route), "", one.route == route)
        for one in TABS
        if one.needs is None or access.may(one.needs)
    ]
