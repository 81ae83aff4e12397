"""The survey and the touchpoint to which an imported answer belongs, found or made."""

from collections.abc import Iterable, Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.types import Row
from emptychair.surveys.models import Survey
from emptychair.surveys.types import Metric, SurveyState
from emptychair.touchpoints.models import Touchpoint
from emptychair.touchpoints.types import TouchpointKind


class Surveys:
    """One survey for each kind of score, closed, so that nobody is asked by it."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row], metrics: set[str]) -> None:
        """Find or make those that the rows need."""
        with override(ledger.access.workspace.language):
            names = {_("Imported answers (%(metric)s)") % {"metric": Metric(one).label}: one
                     for one in sorted(metrics)}  # fmt: skip
        found = Survey.objects.visible_to(ledger.access).filter(name__in=names)
        self._found = {names[survey.name]: survey for survey in found}
        missing = {metric: name for name, metric in names.items() if metric not in self._found}
        if not rows or not missing:
            return
        made = {
            metric: Survey(
                workspace=ledger.access.workspace,
                name=name,
                metric=metric,
                state=SurveyState.CLOSED,
            )
            for metric, name in missing.items()
        }
        for survey in made.values():
            ledger.add(rows[0], survey)
        ledger.flush(Survey)
        self._found |= made

    def of(self, metric: str) -> Survey:
        """The survey of a kind of score."""
        return self._found[metric]


class Touchpoints:
    """Touchpoints by key or name."""

    def __init__(self, ledger: Ledger, rows: Iterable[Row]) -> None:
        """Find those that the rows name, make what is missing; flush before ids are needed."""
        self._found: dict[str, Touchpoint] = {}
        wanted = {row.text("touchpoint"): row for row in rows if row.text("touchpoint")}
        if not wanted:
            return
        for one in Touchpoint.objects.visible_to(ledger.access).order_by("-pk"):
            self._found[one.name.casefold()] = self._found[one.key.casefold()] = one
        for name, row in wanted.items():
            if name.casefold() in self._found:
                continue
            made = Touchpoint(
                workspace=ledger.access.workspace,
                key=self._free_key(name),
                name=name,
                kind=TouchpointKind.OVERALL,
            )
            ledger.add(row, made)
            self._found[name.casefold()] = made

    def of(self, row: Row) -> Touchpoint | None:
        """The touchpoint of a row."""
        return self._found.get(row.text("touchpoint").casefold())

    def _free_key(self, name: str) -> str:
        taken = {one.key for one in self._found.values()}
        plain = slugify(name, allow_unicode=True)[:70] or "touchpoint"
        key, number = plain, 2
        while key in taken:
            key, number = f"{plain}-{number}", number + 1
        return key
