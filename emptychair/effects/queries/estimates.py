"""What the answers say about an initiative now, by its design."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.models import EffectDesign
from emptychair.effects.queries.designs import draw_behind
from emptychair.effects.queries.marks import named
from emptychair.effects.queries.rising import rise_of_contacted
from emptychair.effects.queries.rows import rows_between
from emptychair.effects.rules.judging import proposed_verdict
from emptychair.effects.rules.mix import series_at_mix
from emptychair.effects.rules.mix_of_differences import Compared, differences_at_mix
from emptychair.effects.rules.mix_of_synthetic import synthetic_told
from emptychair.effects.rules.pictures import picture_of_arms, picture_of_series
from emptychair.effects.rules.rows import (
    Floats,
    Numbers,
    Rows,
    Truths,
    answers_before,
    months_of_days,
    ordinal,
)
from emptychair.effects.rules.series import COMPARED, series_of
from emptychair.effects.types import Design, Reading
from emptychair.effects.words import refusal_words
from emptychair.kit.periods import month_of, months_later
from emptychair.stats import (
    StatsError,
    TooFew,
    difference_in_differences,
    holdout_effect,
    staggered_effect,
    synthetic_effect,
)

MONTHS_BEFORE = 12
YEARS_OF_SERIES = 3
ARMS = ("treated", "others")


@dataclass(frozen=True, slots=True)
class Watch:
    """The days a design looks at: from `first` to `start` before, to `end` after."""

    first: date
    start: date
    end: date  # not included


def reading_of(access: Access, design: EffectDesign, *, today: date) -> Reading:
    """The estimate with its checks, or what is missing. Waits before the start."""
    access.require(Permission.SCORE_READ)
    if today <= design.starts_on:
        return Reading("waiting")
    watch = Watch(
        months_later(month_of(design.starts_on).first, -MONTHS_BEFORE),
        design.starts_on,
        min(today, design.ends_on) + timedelta(days=1),
    )
    try:
        read = READERS[design.design](access, design, watch)
    except StatsError as refusal:
        read = Reading("refused", refused=refusal_words(design.design, refusal))
    read = replace(
        read, proposed=proposed_verdict(read.effect, worth=design.worth),
        mix=named(access, read.mix),
    )  # fmt: skip
    return rise_of_contacted(access, design, read, end=watch.end) if design.picked_low else read


def _holdout(access: Access, design: EffectDesign, watch: Watch) -> Reading:
    rows = _rows(access, design, watch)
    after = rows.where(rows.day >= ordinal(watch.start)).latest_of_each_person()
    after = after.where(after.person > 0)
    before = rows.where(rows.day < ordinal(watch.start))
    if not len(after):
        raise TooFew
    draw = draw_behind(access, design)
    treated, units = draw.arms_of(after)
    effect = holdout_effect(
        after.value, treated, before=answers_before(before, after.person),
        clusters=units if len(np.unique(units)) < len(units) else None,
        planned_share=1 - design.held_out_share,
    )  # fmt: skip
    both, start = draw.arms_of(rows)[0], ordinal(watch.start)
    picture, index = picture_of_arms(rows, both, start, effect)
    arms = (("treated", int(treated.sum())), ("held-out", int((~treated).sum())))
    return Reading("read", effect, picture=picture, start_index=index, arms=arms)


def _differences(access: Access, design: EffectDesign, watch: Watch) -> Reading:
    listed = {unit.company_id: unit.from_day for unit in design.units.all()}
    rows = _rows(access, design, watch, everywhere=not listed)
    units = rows.company if listed else rows.touchpoint
    rows, units = rows.where(units > 0), units[units > 0]
    chosen = np.array(sorted(listed) or [design.touchpoint_id or 0], dtype=np.int64)
    treated = np.isin(units, chosen)
    first = None
    if any(listed.values()):
        first = _first_months(units, listed, design)
        effect = staggered_effect(rows.value, units, months_of_days(rows.day), first)
    else:
        rows, units, treated = _seen_on_both_sides(rows, units, treated, ordinal(watch.start))
        effect = difference_in_differences(
            rows.value, treated, rows.day >= ordinal(watch.start), units,
            periods=months_of_days(rows.day), picked_by_outcome=design.picked_low,
        )  # fmt: skip
    start = ordinal(watch.start)
    effect, mix, weights = differences_at_mix(
        Compared.since(start, rows, units, treated, first), effect, mix=design.mix
    )
    picture, index = picture_of_arms(rows, treated, start, effect, weights=weights)
    arms = tuple(
        (name, len(np.unique(units[side])))
        for name, side in zip(ARMS, (treated, ~treated), strict=True)
    )
    return Reading("read", effect, picture=picture, start_index=index, arms=arms, mix=mix)


def _first_months(units: Numbers, listed: dict[int, date | None], design: EffectDesign) -> Floats:
    """The month each answer's company got the change; nan for never."""
    start = {
        company: months_of_days(np.array([ordinal(day or design.starts_on)]))[0]
        for company, day in listed.items()
    }
    return np.array([start.get(int(unit), np.nan) for unit in units])


def _seen_on_both_sides(
    rows: Rows, units: Numbers, treated: Truths, start: int
) -> tuple[Rows, Numbers, Truths]:
    """Units with answers before and after: one that was silent before has no change."""
    late = rows.day >= start
    both = np.intersect1d(units[late], units[~late])
    kept = np.isin(units, both)
    return rows.where(kept), units[kept], treated[kept]


def _series(access: Access, design: EffectDesign, watch: Watch) -> Reading:
    rows = _rows(access, design, _years_before(watch))
    series = series_of(rows, starts_on=watch.start, last=watch.end - timedelta(days=1))
    series, effect, mix = series_at_mix(rows, series, mix=design.mix)
    picture = picture_of_series(series, effect)
    return Reading(
        "read", effect, picture=picture, start_index=series.before, step=series.step,
        arms=(("before", series.before), ("after", len(series.days) - series.before)), mix=mix,
    )  # fmt: skip


def _synthetic(access: Access, design: EffectDesign, watch: Watch) -> Reading:
    rows = _rows(access, design, _years_before(watch), everywhere=True)
    last = watch.end - timedelta(days=1)
    own = series_of(
        rows.where(rows.touchpoint == (design.touchpoint_id or 0)), starts_on=watch.start,
        last=last, most=COMPARED,
    )  # fmt: skip
    donors: dict[int, list[float]] = {}
    for place in np.unique(rows.touchpoint[rows.touchpoint > 0]):
        if place == design.touchpoint_id:
            continue
        other = series_of(
            rows.where(rows.touchpoint == place), starts_on=watch.start, last=last, most=COMPARED
        )
        values = dict(zip(other.days, other.value, strict=True))
        if other.step == own.step and set(own.days) <= set(other.days):
            donors[int(place)] = [values[day] for day in own.days]
    lines = np.array(list(donors.values())).reshape(len(donors), len(own.days))
    effect = synthetic_effect(own.value, lines, before=own.before)
    weights = dict(zip(donors, effect.weights, strict=True))
    effect, mix = synthetic_told(rows, design.touchpoint_id or 0, own, weights, effect)
    return Reading(
        "read", effect, picture=picture_of_series(own, effect), start_index=own.before,
        step=own.step, arms=(("others", len(donors)),), mix=mix,
    )  # fmt: skip


def _years_before(watch: Watch) -> Watch:
    first = months_later(month_of(watch.start).first, -12 * YEARS_OF_SERIES)
    return replace(watch, first=first)


def _rows(access: Access, design: EffectDesign, watch: Watch, *, everywhere: bool = False) -> Rows:
    return rows_between(
        access, metric=design.metric, first=watch.first, end=watch.end,
        touchpoint_id=None if everywhere else design.touchpoint_id, segment=design.segment,
    )  # fmt: skip


READERS = {
    Design.HOLDOUT.value: _holdout,
    Design.DIFFERENCES.value: _differences,
    Design.SERIES.value: _series,
    Design.SYNTHETIC.value: _synthetic,
}
