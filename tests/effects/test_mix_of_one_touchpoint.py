"""One touchpoint among others, and companies one after another: who answered is told and held."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.effects.mix_words import basis_words
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.queries.possible import Plan, possibilities
from emptychair.effects.rules.mix import checked, told
from emptychair.effects.rules.mix_of_differences import Compared
from emptychair.effects.rules.rows import Rows
from emptychair.effects.services.designs import choose_design, set_treated_companies
from emptychair.effects.types import Asked
from emptychair.kit.periods import months_later
from emptychair.stats import Effect, MixShift
from emptychair.surveys.models import Response
from tests.factories.customers import make_company
from tests.factories.loop import make_initiative
from tests.factories.mix import ENDS, HAPPY, START, UNHAPPY
from tests.factories.surveys import make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

TODAY = NOW.date()
CHOSEN_AT = NOW - timedelta(days=220)
LAST = date(2026, 10, 1)


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


def heard(people, places, *, months, moved, each=24, **field) -> None:
    """So many answers of each place and month; where it moved, seven of ten are happy, not two."""
    survey, rng = make_survey(people.workspace), np.random.default_rng(8)
    found = []
    for number, place in enumerate(places):
        for back in range(months):
            first = months_later(LAST, -back)
            share = 0.7 if moved(number, first) else 0.2
            for _ in range(each):
                happy = rng.random() < share
                score = 9 if rng.random() < (0.8 if happy else 0.3) else 4
                moment = datetime.combine(
                    first + timedelta(days=int(rng.integers(28))), NOW.timetz()
                )
                found.append(
                    Response(
                        workspace=people.workspace, survey=survey, metric="nps", score=score,
                        channel="email", source="test", segment=HAPPY if happy else UNHAPPY,
                        answered_at=moment, **{next(iter(field)): place},
                    )
                )  # fmt: skip
    Response.objects.bulk_create(found)


def planned(people, bob, *, touchpoint=None, **fields):
    initiative = make_initiative(people.workspace, touchpoint=touchpoint)
    return choose_design(bob, initiative, now=CHOSEN_AT, starts_on=START, ends_on=ENDS, **fields)


def places_of(people, count):
    return [make_touchpoint(people.workspace, name=f"店{'一' * (n + 1)}") for n in range(count)]


def test_one_touchpoint_is_ranked_at_the_mix_of_before(people, bob):
    places = places_of(people, 22)
    heard(people, places, months=9, moved=lambda n, day: n == 0 and day >= START, touchpoint=None)
    design = planned(people, bob, design="differences", touchpoint=places[0])
    found = reading_of(bob, design, today=TODAY)
    assert found.effect.method == "one-treated"
    assert (found.mix.used, found.mix.held) == ("before", ("segment",))
    assert found.mix.answered.estimate > found.effect.estimate + 15
    assert found.effect.low <= 0 <= found.effect.high
    assert found.effect.checks[-1].code == "mix-moved.kept"
    assert [move.by for move in found.mix.moves] == ["segment"], "a touchpoint is not its own mix"
    as_agreed = choose_design(bob, design.initiative, now=NOW, mix="answered", reason="x")
    again = reading_of(bob, as_agreed, today=TODAY)
    assert again.effect.checks[-1].code == "mix-moved.broken"
    assert again.proposed == "unknown"


def test_companies_one_after_another_are_read_at_the_mix_of_before(people, bob):
    companies = [make_company(people.workspace) for _ in range(20)]
    days = {one.pk: months_later(START, n % 2) for n, one in enumerate(companies[:9])}

    def moved(number, day):
        return number < 9 and day >= days[companies[number].pk]

    heard(people, companies, months=10, moved=moved, each=32, company=None)
    design = planned(people, bob, design="differences")
    set_treated_companies(bob, design, days)
    found = reading_of(bob, design, today=TODAY)
    assert found.effect.method == "staggered"
    assert (found.mix.used, found.mix.held) == ("before", ("segment",))
    assert found.mix.answered.low > 0
    assert found.effect.low <= 0 <= found.effect.high
    assert found.effect.checks[-1].code == "mix-moved.kept"


@pytest.mark.parametrize("moves", [True, False])
def test_a_mix_of_other_touchpoints_warns_where_who_answered_moved_apart(people, bob, moves):
    places = places_of(people, 20)
    heard(
        people, places, months=32, moved=lambda n, day: moves and n == 0 and day >= START, each=8,
        touchpoint=None,
    )  # fmt: skip
    found = reading_of(
        bob, planned(people, bob, design="synthetic", touchpoint=places[0]), today=TODAY
    )
    assert found.effect.checks[-1].code == f"mix-moved.{'broken' if moves else 'kept'}"
    assert (found.mix.used, found.mix.fixed) == ("answered", None)
    if moves:
        assert found.proposed == "unknown"
    with translation.override("en"):
        assert "read as answered" in basis_words(found.mix, agreed="before")


def test_the_drawing_has_the_means_that_the_verdict_counts(people, bob):
    companies = [make_company(people.workspace) for _ in range(16)]
    heard(
        people, companies, months=9, moved=lambda n, day: n < 7 and day >= START, each=30,
        company=None,
    )  # fmt: skip
    design = planned(people, bob, design="differences")
    set_treated_companies(bob, design, {one.pk: None for one in companies[:7]})
    found = reading_of(bob, design, today=TODAY)
    late = [one for one in found.picture[found.start_index :] if one.expected is not None]
    gaps = [one.value - one.expected for one in late]
    assert found.mix.used == "before"
    assert np.mean(gaps) == pytest.approx(found.effect.estimate, abs=5)
    assert found.mix.answered.estimate > found.effect.estimate + 15


def test_the_size_told_beforehand_is_that_of_the_reading_the_verdict_uses(people, bob):
    companies = [make_company(people.workspace) for _ in range(16)]
    heard(people, companies, months=9, moved=lambda n, day: False, each=30, company=None)
    asked = Asked("nps", TODAY, TODAY + timedelta(days=90))
    chosen = frozenset(one.pk for one in companies[:7])
    with translation.override("en"):
        held, plain = (
            possibilities(bob, asked, today=TODAY, plan=Plan(chosen, mix=mix))[1]
            for mix in ("before", "answered")
        )
    assert "at its share of before" in held.say
    assert "share of before" not in plain.say
    assert held.smallest != plain.smallest
    assert held.smallest == pytest.approx(plain.smallest, rel=0.3)


def test_units_that_lack_a_kind_weigh_nothing_and_every_other_as_much_on_both_sides():
    unit = np.repeat([0, 1, 2], 8)
    late = np.tile(np.repeat([False, True], 4), 3)
    cell = np.tile([0, 0, 0, 1], 6)
    cell[-1] = 0  # the third has no second kind after the start
    none = np.zeros(24, dtype=np.int64)
    rows = Rows(none.astype(float), none, none, none, unit, none)
    weights = Compared(rows, unit, unit == 0, late).weights(cell)
    assert weights[unit == 2].tolist() == [0] * 8
    sums = [weights[(unit == one) & (late == side)].sum() for one in (0, 1) for side in (0, 1)]
    assert sums == pytest.approx([1, 1, 1, 1])
    assert weights[3] == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("method", "points", "share_p", "unheard", "broken", "is_told"),
    [
        ("synthetic", 2.0, 0.001, 0.0, False, True),
        ("synthetic", 2.0, 0.4, 0.0, False, False),
        ("synthetic", -3.1, 0.4, 0.0, True, True),
        ("synthetic", 0.0, 0.4, 0.06, True, True),
        ("series", 2.0, 0.001, 0.0, True, True),
        ("series", -3.1, 0.4, 0.0, False, False),
    ],
)
def test_a_mix_of_others_is_bent_by_who_did_answer_drawn_or_not(
    method, points, share_p, unheard, broken, is_told
):
    """Half the interval is ten points: three of them are too many, whatever the shares' p-value."""
    effect = Effect(0.0, -10.0, 10.0, 1.0, 5.0, 20.0, 99, 4, 20, method, 0.95)
    moved = MixShift(
        points, points - 2, points + 2, 0.1, (0, 1), (0.3, 0.7), (0.4, 0.6), unheard, 1.0, 0.5,
        share_p,
    )  # fmt: skip
    none = np.zeros(2, dtype=np.int64)
    rows = Rows(none.astype(float), none, none, none, none, none, {}, {"segment": ("a", "b")})
    assert checked(effect, {"segment": moved}).checks[-1].passed is not broken
    assert told(rows, {"segment": moved}, effect)[0].moved is is_told
