"""What was chosen for the rows, and the targets they aim at."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.metrics.figures import Figure, figures_known
from emptychair.metrics.models import Target
from emptychair.scorecard.models import ScorecardRow
from emptychair.scorecard.types import Aim, RowSetting

LAST = 10_000
ORDER = ("brand", "funnel", "customer")
# What is not named comes after, by its own name.
USUAL = (
    *("share_of_voice", "sentiment", "leads", "pipeline"),
    *("nps", "csat", "csat3", "csat7", "ces", "ces5", "pmf", "thumbs"),
    *("nrr", "grr", "logo_churn", "churn_month", "repurchase", "order_retention"),
    *("first_answer", "overdue", "coverage", "coverage_revenue", "response_rate"),
)


def row_settings(access: Access) -> list[RowSetting]:
    """A row for each figure there is, group by group, in the order that was chosen."""
    access.require(Permission.SCORE_READ)
    chosen = {one.figure_key: one for one in ScorecardRow.objects.visible_to(access)}
    rows = [_setting(figure, chosen.get(figure.key)) for figure in figures_known(access).values()]
    return sorted(rows, key=_place)


def row_of_figure(access: Access, key: str) -> RowSetting:
    """The row of one figure. Raises `NotFound`."""
    found = [row for row in row_settings(access) if row.figure.key == key]
    if not found:
        raise NotFound
    return found[0]


def aims_of_scores(access: Access) -> dict[str, Aim]:
    """The target of each metric for the whole company, the nearest one."""
    access.require(Permission.SCORE_READ)
    rows = Target.objects.visible_to(access).filter(closed_on=None, touchpoint=None)
    return {
        one.metric: Aim(value=one.value, by_day=one.by_day, target_id=one.pk)
        for one in rows.order_by("-by_day", "-pk")
    }


def _setting(figure: Figure, row: ScorecardRow | None) -> RowSetting:
    if row is None:
        return RowSetting(
            figure=figure,
            position=LAST,
            hidden=False,
            horizon=figure.horizon.value,
            owner_id=figure.owner_id,
            team_id=figure.team_id,
            aim_value=figure.aim_value,
            aim_day=figure.aim_day,
        )
    own = figure if figure.aim_day else row
    return RowSetting(
        figure=figure,
        position=row.position or LAST,
        hidden=row.hidden,
        horizon=row.horizon or figure.horizon.value,
        owner_id=row.owner_id or figure.owner_id,
        team_id=row.team_id or figure.team_id,
        aim_value=own.aim_value,
        aim_day=own.aim_day,
    )


def _place(row: RowSetting) -> tuple[int, int, int, str]:
    """In the order that was chosen, else in the usual one."""
    key = row.figure.key
    usual = USUAL.index(key) if key in USUAL else len(USUAL)
    return ORDER.index(row.figure.group.value), row.position, usual, key
