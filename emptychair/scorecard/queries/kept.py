"""What figures tell: as they were last read where there are many customers, else as of now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.periods import Period
from emptychair.metrics.figures import Comparison, Figure, Months
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
    """Asks what is kept first, then the figure."""

    rows: dict[tuple[str, int, str], tuple[Any, datetime]] = field(default_factory=dict)

    def months(self, access: Access, figure: Figure, period: Period) -> Months:
        """A value for each month."""
        row = self.rows.get((figure.key, figure.version, months_asked(period)))
        return months_told(row[0]) if row else figure.months(access, period)

    def compare(self, access: Access, figure: Figure, windows: Windows) -> Comparison:
        """The two runs of months."""
        row = self.rows.get((figure.key, figure.version, _compared(windows)))
        if row:
            return comparison_told(row[0])
        return figure.compare(access, windows.before, windows.after)

    def read_at(self, figure: Figure, windows: Windows) -> datetime | None:
        """When it was read; None: just now."""
        row = self.rows.get((figure.key, figure.version, _compared(windows)))
        return row[1] if row else None


def kept_figures(access: Access, figures: Iterable[Figure], windows: Windows) -> KeptFigures:
    """What is kept of these months. Figures from outside are never kept: what somebody enters
    shows at once.
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
    return KeptFigures({
        (key, version, words): (told, read_at)
        for key, version, words, told, read_at in fresh.values_list(
            "figure_key", "version", "asked", "told", "read_at"
        )
    })  # fmt: skip


def is_to_keep(access: Access, *, today: date) -> bool:
    """Whether there are so many that figures are kept, and they were not read today."""
    access.require(Permission.SCORE_READ)
    if KeptReading.objects.visible_to(access).filter(as_of=today).exists():
        return False
    return Person.objects.visible_to(access).count() > MANY


def workspace_to_keep(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - of no workspace yet
    """One of them; nothing when it is gone."""
    return Workspace.objects.filter(pk=workspace_id).first()


def _compared(windows: Windows) -> str:
    return comparison_asked(windows.before, windows.after)
