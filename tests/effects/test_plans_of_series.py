"""A series planned for what it cannot tell: its owner hears of it at once, not when judging."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.utils import timezone, translation

from emptychair.accounts.queries import access_of_user
from emptychair.effects.agenda_source import effects_for_today
from emptychair.effects.queries.limits import series_limit
from emptychair.effects.rules.series import Series, alone, last_day_of
from emptychair.effects.services.designs import choose_design
from emptychair.effects.services.verdicts import judge_effect
from emptychair.effects.types import Unreadable
from emptychair.kit.periods import month_of, months_later
from emptychair.surveys.models import Response
from tests.factories.loop import make_initiative
from tests.factories.surveys import make_survey
from tests.people import NOW

TODAY = NOW.date()
START = date(2026, 11, 1)


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


@pytest.fixture
def initiative(people):
    return make_initiative(people.workspace, title="暦の予約", owner=people.bob)


def heard(people, *, months: int = 30, until: date = START) -> None:
    """Five answers in each of so many months before."""
    survey = make_survey(people.workspace)
    days = [months_later(month_of(until).first, -n) + timedelta(days=9) for n in range(1, months)]
    Response.objects.bulk_create(
        Response(
            workspace=people.workspace, survey=survey, metric="nps", score=5 + n, channel="email",
            source="test", answered_at=datetime.combine(day, NOW.timetz()),
        )
        for day in days for n in range(5)
    )  # fmt: skip


def planned(bob, initiative, *, start: date = START, ends: date, design: str = "series"):
    return choose_design(
        bob, initiative, now=NOW - timedelta(days=40), design=design, starts_on=start, ends_on=ends
    )


@pytest.mark.parametrize(
    ("points", "start", "step", "day"),
    [
        (6, date(2026, 11, 1), "month", date(2027, 4, 30)),
        (4, date(2026, 11, 2), "month", date(2027, 3, 31)),
        (6, date(2026, 11, 2), "week", date(2026, 12, 13)),  # a Monday
        (4, date(2026, 11, 3), "week", date(2026, 12, 6)),
    ],
)
def test_whole_months_and_weeks_after_the_start(points, start, step, day):
    assert last_day_of(points, starts_on=start, step=step) == day


def test_a_longer_watch_names_the_last_day_that_is_read(people, bob, initiative):
    heard(people)
    design = planned(bob, initiative, ends=date(2027, 9, 30))
    found = series_limit(bob, design, today=TODAY)
    assert (found.why, found.step, found.day) == (Unreadable.LONG, "month", date(2027, 4, 30))
    fits = planned(bob, initiative, ends=date(2027, 9, 30))
    fits.ends_on = date(2027, 4, 30)
    assert series_limit(bob, fits, today=TODAY) is None
    assert series_limit(bob, design, today=date(2027, 9, 30)) is None  # it is over


def test_a_watch_that_ends_before_four_points_names_the_first_day_that_is_enough(
    people, bob, initiative
):
    heard(people)
    design = planned(bob, initiative, ends=date(2027, 1, 31))
    found = series_limit(bob, design, today=TODAY)
    assert (found.why, found.day) == (Unreadable.SHORT, date(2027, 2, 28))


def test_too_little_before_the_start_is_told_from_the_start_on(people, bob, initiative):
    heard(people, months=10)
    design = planned(bob, initiative, ends=date(2026, 11, 29))
    found = series_limit(bob, design, today=TODAY)
    assert (found.why, found.before) == (Unreadable.PAST, 0)  # weeks: one of them without answers
    assert series_limit(bob, design, today=START - timedelta(days=9)) is None
    other = planned(bob, make_initiative(people.workspace), ends=TODAY, design="synthetic")
    assert series_limit(bob, other, today=START) is None


def test_today_tells_the_owner_what_to_do_until_it_is_judged(people, bob, initiative):
    heard(people)
    planned(bob, initiative, ends=date(2027, 9, 30))
    with translation.override("en"):
        (item,) = effects_for_today(bob, now=NOW, limit=5)
    assert "Judge by 30 Apr 2027 or choose another design" in item.why
    assert item.assignee_id == people.bob.pk
    later = NOW.replace(year=2027, month=6)
    with translation.override("en"):
        (item,) = effects_for_today(bob, now=later, limit=5)
    assert "they ended on 30 Apr 2027" in item.why
    assert "Judge now, or choose another design" in item.why
    assert "Judge by" not in item.why
    assert item.subject == ("initiative_effect", initiative.number)
    assert effects_for_today(access_of_user(people.ana), now=NOW, limit=5) == []
    assert effects_for_today(access_of_user(people.charlie), now=NOW, limit=5) == []
    judge_effect(bob, initiative, verdict="unknown", decision="adjust", now=NOW)
    assert effects_for_today(bob, now=NOW, limit=5) == []


def test_the_page_of_the_effect_says_so_at_once(client, people, initiative):
    """By the clock of the page: a start in the month before, a watch of a year."""
    today = timezone.localdate()
    start = months_later(month_of(today).first, -1)
    heard(people, until=start)
    planned(access_of_user(people.bob), initiative, start=start, ends=start + timedelta(days=365))
    client.force_login(people.bob)
    page = client.get(f"/initiatives/{initiative.number}/effect/", HTTP_ACCEPT_LANGUAGE="en")
    assert "or choose another design" in page.content.decode()
    fits = make_initiative(people.workspace)
    planned(
        access_of_user(people.bob), fits, start=start,
        ends=last_day_of(6, starts_on=start, step="month"),
    )  # fmt: skip
    calm = client.get(f"/initiatives/{fits.number}/effect/", HTTP_ACCEPT_LANGUAGE="en")
    assert "or choose another design" not in calm.content.decode()


@pytest.mark.parametrize(
    ("step", "before", "left_out", "told"),
    [
        ("month", 30, 1, (0, 12, 1)),
        ("month", 30, 0, (0, 12, 0)),
        ("month", 36, 1, (12, 0, 1)),
        ("week", 28, 1, (0, 52, 1)),
    ],
)
def test_a_series_knows_its_year_and_the_point_in_which_the_change_came(
    step, before, left_out, told
):
    places = [n + left_out * (n >= before) for n in range(before + 4)]
    first = date(2023, 1, 2)
    days = [
        months_later(date(2023, 1, 1), n) if step == "month" else first + timedelta(weeks=n)
        for n in places
    ]
    nothing = np.zeros(len(days))
    series = Series(tuple(days), nothing, nothing.astype(np.int64), before, step)
    assert (series.season, series.year, series.left_out) == told


def test_the_month_in_which_the_change_came_counts_among_those_after_it():
    assert alone(date(2026, 11, 1))["month"] == (36, 6)
    assert alone(date(2026, 11, 2))["month"] == (36, 5)
    assert alone(date(2026, 11, 4))["week"] == (28, 4)
