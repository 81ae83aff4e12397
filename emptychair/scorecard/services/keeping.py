"""The daily reading of all figures where there are many customers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.jobs import enqueue
from emptychair.kit.once import one_look
from emptychair.metrics.figures import Figure, figures_known
from emptychair.scorecard.models import KeptReading
from emptychair.scorecard.rules.kept import (
    comparison_asked,
    comparison_kept,
    months_asked,
    months_kept,
)
from emptychair.scorecard.rules.periods import AGAINST, PERIODS, far_enough, windows_for
from emptychair.scorecard.types import Windows

_Asked = tuple[str, int, str]  # a figure, its version, what it was asked
ASKED_AGAIN = timedelta(minutes=10)
_ASKED: dict[int, datetime] = {}  # when this process asked last, by workspace


def ask_for_readings(access: Access, *, now: datetime) -> None:
    """Have what was not read yet read by a job. Whoever looks again within some minutes asks
    nothing new; what two processes ask for is read once.
    """
    access.require(Permission.SCORE_READ)
    before = _ASKED.get(access.workspace.pk)
    if before is None or not timedelta(0) <= now - before < ASKED_AGAIN:
        _ASKED[access.workspace.pk] = now
        enqueue("scorecard.keep_readings", workspace_id=access.workspace.pk)


def keep_readings(access: Access, *, today: date, now: datetime, again: bool = True) -> int:
    """Read every figure for all months that the page offers, and keep what it tells; how many
    answers. Twice a day it is the same; not `again`, what was read today is left. All of it is
    written at once, so that a page never tells of two days.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    with one_look():
        figures = [one for one in figures_known(access).values() if one.outside_id is None]
        windows = list(_offered(access, today))
        there = set() if again else _read_on(access, today)
        wanted = [one for one in figures if not _all_asked(one, windows) <= there]
        rows = [
            row
            for figure in wanted
            for row in _readings(access, figure, windows, today=today, now=now)
        ]
    kept = KeptReading.objects.visible_to(access)
    with transaction.atomic():
        kept.exclude(figure_key__in=[one.key for one in figures]).delete()
        kept.filter(figure_key__in=[one.key for one in wanted]).delete()
        KeptReading.objects.bulk_create(rows)
    return len(rows)


def _read_on(access: Access, today: date) -> set[_Asked]:
    rows = KeptReading.objects.visible_to(access).filter(as_of=today)
    return set(rows.values_list("figure_key", "version", "asked"))


def _all_asked(figure: Figure, offered: list[Windows]) -> set[_Asked]:
    far = [far_enough(one, figure.span) for one in offered]
    asked = {comparison_asked(one.before, one.after) for one in far}
    asked.add(months_asked(offered[0].months))
    return {(figure.key, figure.version, each) for each in asked}


def _offered(access: Access, today: date) -> Iterator[Windows]:
    first_month = access.workspace.fiscal_year_start
    for name in PERIODS:
        for against in AGAINST:
            yield windows_for(name, against, today=today, first_month=first_month)


def _readings(
    access: Access, figure: Figure, offered: list[Windows], *, today: date, now: datetime
) -> list[KeptReading]:
    months = offered[0].months
    answers: dict[str, object] = {months_asked(months): months_kept(figure.months(access, months))}
    for one in offered:
        windows = far_enough(one, figure.span)
        asked = comparison_asked(windows.before, windows.after)
        if asked not in answers:
            found = figure.compare(access, windows.before, windows.after)
            answers[asked] = comparison_kept(found)
    return [
        KeptReading(
            workspace=access.workspace,
            figure_key=figure.key,
            version=figure.version,
            asked=asked,
            told=each,
            as_of=today,
            read_at=now,
        )
        for asked, each in answers.items()
    ]
