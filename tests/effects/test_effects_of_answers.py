"""From answers in the database to an estimate, a refusal, a picture."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Company, Person
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.queries.possible import possibilities
from emptychair.effects.rules.drawing import is_drawn
from emptychair.effects.services.designs import choose_design, set_treated_companies
from emptychair.effects.types import Asked
from emptychair.kit.errors import Refused
from emptychair.kit.periods import months_later
from emptychair.loop.services.initiatives import link_voice
from emptychair.surveys.models import Response
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

TODAY = NOW.date()
START = TODAY - timedelta(days=120)
FIELDS = {"starts_on": START, "ends_on": TODAY - timedelta(days=1)}
CHOSEN_AT = NOW - timedelta(days=150)


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


def persons(people, count, *, companies=0):
    made = [Company(workspace=people.workspace, name=f"会社{n}") for n in range(companies)]
    Company.objects.bulk_create(made)
    rows = [
        Person(workspace=people.workspace, name=f"人{n}",
               company=made[n % companies] if companies else None)
        for n in range(count)
    ]  # fmt: skip
    return Person.objects.bulk_create(rows)


def answers(people, survey, rows, **fields):
    """Rows of (person, day, score)."""
    Response.objects.bulk_create(
        Response(
            workspace=people.workspace, survey=survey, person=person, metric="nps",
            company_id=person.company_id if person else None, score=int(score), channel="email",
            source="test", answered_at=datetime.combine(day, NOW.timetz()), **fields,
        )
        for person, day, score in rows
    )  # fmt: skip


def test_a_draw_finds_the_planted_rise_of_those_who_got_it(people, bob):
    initiative = make_initiative(people.workspace)
    design = choose_design(bob, initiative, now=CHOSEN_AT, design="holdout", **FIELDS)
    rng = np.random.default_rng(1)
    everybody, survey = persons(people, 240), make_survey(people.workspace)
    rows = []
    for person in everybody:
        liking = rng.normal(7.5, 1.5)
        got_it = not is_drawn(design.seed, person.pk, 0.5)
        late = START + timedelta(days=int(rng.integers(5, 100)))
        rows.append((person, START - timedelta(days=40), np.clip(round(liking), 0, 10)))
        rows.append((person, late, np.clip(round(liking + 1.5 * got_it), 0, 10)))
    answers(people, survey, rows)
    found = reading_of(bob, design, today=TODAY)
    assert found.state == "read"
    assert found.effect.low > 0
    assert found.proposed == "helped"
    assert [check.code for check in found.effect.checks] == ["alike-before.kept", "as-drawn.kept"]
    assert dict(found.arms)["treated"] + dict(found.arms)["held-out"] == 240
    assert found.picture[found.start_index].day <= START
    assert any(point.expected is not None for point in found.picture)


def test_before_the_start_it_waits_and_without_answers_it_says_what_is_needed(people, bob):
    initiative = make_initiative(people.workspace)
    design = choose_design(bob, initiative, now=CHOSEN_AT, design="holdout", **FIELDS)
    assert reading_of(bob, design, today=START).state == "waiting"
    for kind in ("holdout", "differences", "series", "synthetic"):
        design.design = kind
        found = reading_of(bob, design, today=TODAY)
        assert (found.state, found.proposed) == ("refused", "unknown")
        assert found.refused


def test_companies_that_got_it_against_those_that_did_not(people, bob):
    everybody, survey = persons(people, 160, companies=20), make_survey(people.workspace)
    treated = {person.company_id for person in everybody[:8]}
    rng = np.random.default_rng(2)
    rows = []
    for person in everybody:
        for days in (-200, -150, -100, -60, -30, 20, 50, 80):
            lift = 2 if person.company_id in treated and days > 0 else 0
            day = START + timedelta(days=days + int(rng.integers(0, 10)))
            rows.append((person, day, np.clip(round(rng.normal(7, 2) + lift), 0, 10)))
    answers(people, survey, rows)
    initiative = make_initiative(people.workspace)
    design = choose_design(bob, initiative, now=CHOSEN_AT, design="differences", **FIELDS)
    set_treated_companies(bob, design, dict.fromkeys(treated))
    found = reading_of(bob, design, today=TODAY)
    assert found.effect.method == "differences"
    assert found.effect.low > 0
    assert dict(found.arms) == {"treated": 8, "others": 12}
    later = START + timedelta(days=40)
    set_treated_companies(bob, design, {one: later if one % 2 else START for one in treated})
    design.refresh_from_db()
    staggered = reading_of(bob, design, today=TODAY)
    assert staggered.effect.method == "staggered"
    assert staggered.effect.estimate > 0


def test_those_who_were_picked_for_a_low_score_are_not_compared_with_the_rest(people, bob):
    everybody, survey = persons(people, 80, companies=20), make_survey(people.workspace)
    rows = [
        (person, START + timedelta(days=days), 5 + (person.pk + days) % 5)
        for person in everybody for days in (-40, -10, 10, 40)
    ]  # fmt: skip
    answers(people, survey, rows)
    initiative = make_initiative(people.workspace)
    design = choose_design(
        bob, initiative, now=CHOSEN_AT, design="differences", picked_low=True, **FIELDS
    )
    set_treated_companies(bob, design, dict.fromkeys({p.company_id for p in everybody[:8]}))
    found = reading_of(bob, design, today=TODAY)
    assert found.state == "refused"
    assert found.rise is None
    assert found.rise_refused


def test_unhappy_people_rise_by_themselves_and_only_the_rest_is_ours(people, bob):
    """Scores of like spread and a correlation of about a half; the contacted rise by one more."""
    everybody, survey = persons(people, 500), make_survey(people.workspace)
    initiative = make_initiative(people.workspace)
    rng = np.random.default_rng(3)
    rows, contacted = [], []
    for person in everybody:
        trait = rng.normal(7, 1.4)
        first = round(np.clip(trait + rng.normal(0, 1.4), 0, 10))
        called = first <= 6 and len(contacted) < 60
        contacted += [person] if called else []
        second = round(np.clip(trait + rng.normal(0, 1.4) + called, 0, 10))
        rows += [(person, START - timedelta(days=20), first)]
        rows += [(person, START + timedelta(days=30), second)]
    answers(people, survey, rows)
    for person in contacted:
        case = make_case(people.workspace, person=person)
        link_voice(bob, initiative, case=case)
    design = choose_design(
        bob, initiative, now=CHOSEN_AT, design="series", picked_low=True, **FIELDS
    )
    rise = reading_of(bob, design, today=TODAY).rise
    assert rise.n == 60
    assert rise.expected > 0.5
    assert rise.low < 1 < rise.high
    assert rise.observed > rise.beyond


@pytest.fixture
def three_years(people):
    """Answers at one touchpoint in every month of three years, and a leap in the last half."""
    place, survey = make_touchpoint(people.workspace), make_survey(people.workspace)
    rng = np.random.default_rng(5)
    start = months_later(TODAY, -6)
    rows = []
    for back in range(36, 0, -1):
        month = months_later(TODAY, -back)
        lift = 3 if month >= start else 0
        rows += [
            (None, month + timedelta(days=int(rng.integers(0, 27))),
             np.clip(round(rng.normal(6.8, 2) + lift), 0, 10))
            for _ in range(60)
        ]  # fmt: skip
    answers(people, survey, rows, touchpoint=place)
    return place, start


def test_a_leap_in_one_series_is_found_month_by_month(people, bob, three_years):
    place, start = three_years
    initiative = make_initiative(people.workspace, touchpoint=place)
    design = choose_design(
        bob, initiative, now=CHOSEN_AT, design="series", starts_on=start, ends_on=TODAY
    )
    found = reading_of(bob, design, today=TODAY)
    assert (found.step, found.start_index) == ("month", 30)
    assert found.effect.low > 0
    assert found.proposed == "helped"
    last = found.picture[-1]
    assert last.value > last.high  # outside of what noise alone would bring


def test_each_design_says_what_it_could_see_or_needs(people, bob, three_years):
    place, start = three_years  # asked on the day of the leap: the past is calm
    asked = Asked("nps", start, start + timedelta(days=90), touchpoint_id=place.pk)
    found = {one.design: one for one in possibilities(bob, asked, today=start)}
    assert found["series"].possible
    assert 1 < found["series"].smallest < 60
    assert not found["holdout"].possible  # nobody's answers: there is nobody to draw
    assert not found["synthetic"].possible
    assert not found["differences"].possible
    assert all(one.say for one in found.values())


def test_more_people_see_smaller_effects(people, bob):
    everybody, survey = persons(people, 400), make_survey(people.workspace)
    rows = [(one, TODAY - timedelta(days=30), n % 11) for n, one in enumerate(everybody)]
    answers(people, survey, rows[:100])
    asked = Asked("nps", TODAY, TODAY + timedelta(days=90))
    few = possibilities(bob, asked, today=TODAY)[0]
    answers(people, survey, rows[100:])
    many = possibilities(bob, asked, today=TODAY)[0]
    assert few.possible
    assert many.smallest == pytest.approx(few.smallest / 2, rel=0.1)


def test_only_who_may_see_scores_reads_an_effect(people, bob):
    initiative = make_initiative(people.workspace)
    design = choose_design(bob, initiative, now=CHOSEN_AT, design="series", **FIELDS)
    with pytest.raises(Refused):
        reading_of(access_of_user(people.paul), design, today=TODAY)
