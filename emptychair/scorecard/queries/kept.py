"""What figures tell: as they were last read where there are many customers, else as of now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.once import once_a_look
from emptychair.kit.periods import Period, month_of
from emptychair.metrics.figures import NOTHING, Comparison, Figure, Months
from emptychair.scorecard.models import KeptReading
from emptychair.scorecard.rules.kept import (
    comparison_asked,
    comparison_told,
    months_asked,
    months_told,
)
from emptychair.scorecard.rules.periods import far_enough
from emptychair.scorecard.types import Windows

MANY = 20_000  # people, beyond whom nobody waits for them to be counted


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """Asks what is kept first, then the figure; `only` does not ask a figure of ours."""

    rows: dict[tuple[str, int, str], tuple[Any, datetime]] = field(default_factory=dict)
    only: bool = False

    def months(self, access: Access, figure: Figure, period: Period) -> Months:
        """A value for each month."""
        row = self.rows.get((figure.key, figure.version, months_asked(period)))
        if row:
            return months_told(row[0])
        return [] if self._is_left(figure) else figure.months(access, period)

    def compare(self, access: Access, figure: Figure, windows: Windows) -> Comparison:
        """The two runs of months."""
        row = self.rows.get((figure.key, figure.version, _compared(windows)))
        if row:
            return comparison_told(row[0])
        if self._is_left(figure):
            return Comparison(NOTHING, NOTHING)
        return figure.compare(access, windows.before, windows.after)

    def read_at(self, figure: Figure, windows: Windows) -> datetime | None:
        """When it was read; None: just now."""
        row = self.rows.get((figure.key, figure.version, _compared(windows)))
        return row[1] if row else None

    def is_unread(self, figure: Figure, windows: Windows) -> bool:
        """Whether it is a job that will tell, since too many customers would be counted."""
        return self._is_left(figure) and self.read_at(figure, windows) is None

    def _is_left(self, figure: Figure) -> bool:
        return self.only and figure.outside_id is None


def kept_figures(
    access: Access, figures: Iterable[Figure], windows: Windows, *, may_count: bool = True
) -> KeptFigures:
    """What is kept of these months. Figures from outside are never kept: what somebody enters
    shows at once. Unless it `may_count`, a figure that was not read is not counted where there are
    many customers.
    """
    access.require(Permission.SCORE_READ)
    if access.assigned_only:
        return KeptFigures()
    spans = {one.span for one in figures}
    asked = {_compared(far_enough(windows, span)) for span in spans} | {
        months_asked(windows.months)
    }
    rows = KeptReading.objects.visible_to(access).filter(asked__in=sorted(asked))
    fresh = rows.filter(as_of__gte=windows.months.end)  # read when these months were over
    found = {
        (key, version, words): (told, read_at)
        for key, version, words, told, read_at in fresh.values_list(
            "figure_key", "version", "asked", "told", "read_at"
        )
    }
    return KeptFigures(found, only=not may_count and _are_many(access))


def day_on_show(access: Access, *, today: date) -> date:
    """The day whose months are shown: today, or of many customers, until the months that ended
    since are read, the day of the last reading.
    """
    access.require(Permission.SCORE_READ)
    if access.assigned_only or not _are_many(access):
        return today
    last = KeptReading.objects.visible_to(access).aggregate(last=Max("as_of"))["last"]
    return last if last is not None and last < month_of(today).first else today


def is_to_keep(access: Access, *, today: date) -> bool:
    """Whether there are so many that figures are kept, and they were not read today."""
    access.require(Permission.SCORE_READ)
    if KeptReading.objects.visible_to(access).filter(as_of=today).exists():
        return False
    return _are_many(access)


def workspace_to_keep(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - of no workspace yet
    """One of them; nothing when it is gone."""
    return Workspace.objects.filter(pk=workspace_id).first()


@once_a_look
def _are_many(access: Access) -> bool:
    return Person.objects.visible_to(access).order_by("pk")[MANY : MANY + 1].exists()


def _compared(windows: Windows) -> str:
    return comparison_asked(windows.before, windows.after)
