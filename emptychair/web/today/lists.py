"""The three lists of Today: the first rows of each, and one of them in pages where it is asked for.

Only rows that stand on the page are put into words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of
from emptychair.agenda.types import Agenda
from emptychair.kit.agenda import AgendaRow
from emptychair.web.today.rows import Row, rows_of
from emptychair.web.ui.lists import Page, paginate

SHOWN = {"contact": 12, "fix": 5, "decide": 12}  # rows before "all of them"
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands on the page of one list, and how many rows more there are."""

    rows: list[Row]
    further: int
    page: Page[AgendaRow] | None  # where all of it is asked for

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.rows) or self.page is not None


def lists_of(
    request: HttpRequest, access: Access, agenda: Agenda[Any], *, now: datetime
) -> dict[str, Listed]:
    """Contact, fix and decide; `?all=` names the one that is wanted whole, `?all` the first."""
    owners = {row.user_id: row.name for row in members_of(access)} if agenda.total else {}
    wanted = request.GET.get("all")
    whole = wanted if wanted in SHOWN else "contact"

    def in_words(rows: Iterable[AgendaRow]) -> list[Row]:
        return rows_of(access, rows, now=now, owners=owners)

    found = {}
    for kind, first in SHOWN.items():
        rows: Sequence[AgendaRow] = getattr(agenda, kind)
        if wanted is not None and kind == whole:
            page = paginate(request, rows, PER_PAGE)
            found[kind] = Listed(in_words(page), 0, page)
        else:
            found[kind] = Listed(in_words(rows[:first]), max(0, len(rows) - first), None)
    return found
