"""The daily reading of all figures where there are many customers."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
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


def keep_readings(access: Access, *, today: date, now: datetime) -> int:
    """Read every figure for all months that the page offers, and keep what it tells; how many
    answers. Twice a day it is the same. One figure after the other is written, so that nobody
    waits long.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    count = 0
    with one_look():
        figures = [one for one in figures_known(access).values() if one.outside_id is None]
        windows = list(_offered(access, today))
        for figure in figures:
            rows = _readings(access, figure, windows, today=today, now=now)
            count += len(rows)
            with transaction.atomic():
                mine = KeptReading.objects.visible_to(access).filter(figure_key=figure.key)
                mine.delete()
                KeptReading.objects.bulk_create(rows)
    kept = KeptReading.objects.visible_to(access)
    kept.exclude(figure_key__in=[one.key for one in figures]).delete()
    return count


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
