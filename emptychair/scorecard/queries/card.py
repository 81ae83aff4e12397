"""The scorecard: one line for each figure."""

from dataclasses import dataclass, replace
from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of, teams_of
from emptychair.kit.once import one_look
from emptychair.kit.periods import months_later
from emptychair.metrics.figures import Months, Reading
from emptychair.scorecard.queries.kept import KeptFigures, kept_figures
from emptychair.scorecard.queries.rows import aims_of_scores, row_settings
from emptychair.scorecard.rules.periods import far_enough, months_in
from emptychair.scorecard.rules.verdicts import aim_of_row, is_reached, verdict_of, why_not
from emptychair.scorecard.types import Aim, Line, RowSetting, Why, Windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which rows are wanted; nothing chosen wants all."""

    horizon: str = ""
    team_id: int | None = None
    keys: frozenset[str] = frozenset()


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Names:
    """Who and which team, by id."""

    people: dict[int, str]
    teams: dict[int, str]


_Known = tuple[Names, dict[str, Aim], KeptFigures]


def scorecard_lines(
    access: Access, windows: Windows, *, choice: Choice = EVERYTHING, may_count: bool = True
) -> list[Line]:
    """The rows on show, group by group, with what may be said of each. Whoever waits for a page
    `may_count` few customers only: of many a figure that was not read yet says so.
    """
    access.require(Permission.SCORE_READ)
    names, aims = names_here(access), aims_of_scores(access)
    wanted = [row for row in row_settings(access) if not row.hidden and _wanted(row, choice)]
    kept = kept_figures(access, [row.figure for row in wanted], windows, may_count=may_count)
    with one_look():
        return [_line(access, row, windows, (names, aims, kept)) for row in wanted]


def names_here(access: Access) -> Names:
    """Colleagues and teams of the workspace."""
    people = {one.user_id: one.name for one in members_of(access)}
    return Names(people, {one.pk: one.name for one in teams_of(access)})


def _wanted(row: RowSetting, choice: Choice) -> bool:
    if choice.horizon and row.horizon != choice.horizon:
        return False
    if choice.keys and row.figure.key not in choice.keys:
        return False
    return choice.team_id is None or row.team_id == choice.team_id


def _line(access: Access, row: RowSetting, windows: Windows, known: _Known) -> Line:
    figure, (names, aims, kept) = row.figure, known
    windows = far_enough(windows, figure.span)
    found = kept.compare(access, figure, windows)
    months = kept.months(access, figure, windows.months)
    aim = aims.get(figure.metric) if figure.metric else aim_of_row(row)
    return Line(
        figure=figure,
        horizon=row.horizon,
        before=found.before,
        after=found.after,
        change=found.change,
        verdict=verdict_of(figure, found),
        why=Why.READING.value if kept.is_unread(figure, windows) else why_not(figure, found),
        months=tuple(months),
        compared=windows,
        aim=_judged(row, aim, found.after, windows),
        owner_id=row.owner_id,
        owner=names.people.get(row.owner_id or 0, ""),
        team_id=row.team_id,
        team=names.teams.get(row.team_id or 0, ""),
        missing=_missing(row, months, windows),
        read_at=kept.read_at(figure, windows),
    )


def _judged(row: RowSetting, aim: Aim | None, now: Reading, windows: Windows) -> Aim | None:
    if aim is None:
        return None
    aim = replace(aim, months=months_in(windows.after) if row.figure.adds_up else 1)
    return replace(aim, is_reached=is_reached(row.figure, aim.of_period, now))


def _missing(row: RowSetting, months: Months, windows: Windows) -> date | None:
    """The last month that is over, while nobody entered it."""
    if row.figure.outside_id is None:
        return None
    last = months_later(windows.after.end, -1)
    known = {first for first, reading in months if reading.value is not None}
    return None if last in known else last
