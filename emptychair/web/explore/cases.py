"""What the page of a figure shows of cases: those that need somebody first, to act on from here."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.behind import CasesBehind, cases_behind
from emptychair.explore.sentences_of_cases import waited_words
from emptychair.explore.types import CASES, OVERDUE
from emptychair.kit.periods import local_day
from emptychair.loop.queries import CaseRow, root_causes
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import next_working_day
from emptychair.loop.types import Outcome
from emptychair.metrics.words import period_words
from emptychair.web.explore.page import Asked
from emptychair.web.ui.choices import colleagues, teams
from emptychair.web.ui.lists import paginate

ROWS = 25


def figure_of_cases(request: HttpRequest, access: Access, asked: Asked) -> dict[str, Any]:
    """What stands on the page beside what every figure has."""
    behind = cases_behind(access, asked.catalogue, asked.question, now=asked.now)
    page = paginate(request, behind, per_page=ROWS)
    may_act = access.may(Permission.CASE_WRITE)
    told = {"period_words": period_words(behind.days)} if behind.days else {}
    return {
        "cases": page,
        "case_rows": [(row, _waited(behind, row)) for row in page.items],
        "cases_words": _order_words(asked.question.measure),
        "segment_words": _segment_words(asked.question.measure),
        "may_act": may_act,
        "may_make_segment": access.may(Permission.CUSTOMER_WRITE) and bool(page.items),
        **(_choices(access, asked.now) if may_act else {}),
        **told,
    }


def _choices(access: Access, now: datetime) -> dict[str, Any]:
    """What can be done with all that are ticked."""
    today = local_day(now, access.workspace.zone)
    return {
        "colleagues": colleagues(access, nobody=_("as it is")),
        "teams": teams(access, nobody=_("as it is")),
        "outcomes": Outcome.choices,
        "tomorrow": next_working_day(today, calendar_of(access.workspace)),
        "root_causes": root_causes(access),
    }


def _waited(behind: CasesBehind, row: CaseRow) -> str:
    answer = behind.answers.get(row.id)
    return waited_words(answer) if answer else ""


def _order_words(measure: str) -> str:
    if measure == CASES:
        return _("What is not closed comes first, what is due first on top.")
    if measure == OVERDUE:
        return _("What is late and still without an answer comes first, the longest over on top.")
    return _("Who still waits for a first answer comes first, the longest on top.")


def _segment_words(measure: str) -> str:
    if measure == OVERDUE:
        return _(
            "The people who were answered too late, or still wait: to write to them, or to ask "
            "them later. It follows the figure from now on."
        )
    return _(
        "To ask them, to write to them, or to compare them: it follows the figure from now on."
    )
