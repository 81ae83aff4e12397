"""Designs: chosen before the start, changed with a reason, drawn so that nobody can move."""

from datetime import date, timedelta

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.effects.agenda_source import effects_for_today
from emptychair.effects.errors import (
    DaysReversed,
    DrawIsOver,
    NoDesign,
    NoteNeeded,
    ReasonNeeded,
    ShareOutside,
    UnknownCompanies,
)
from emptychair.effects.events import EffectJudged
from emptychair.effects.models import EffectDesign, EffectVerdict
from emptychair.effects.queries.designs import (
    changes_of,
    cost_of,
    design_of,
    drawn_people,
    is_held_out,
)
from emptychair.effects.rules.drawing import is_drawn
from emptychair.effects.rules.judging import proposed_verdict
from emptychair.effects.services.designs import (
    choose_design,
    companies_named,
    set_treated_companies,
)
from emptychair.effects.services.verdicts import judge_effect
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.events import subscribe
from emptychair.loop.services.effort import log_effort
from emptychair.stats import Check, Effect
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_initiative
from tests.people import NOW

START = date(2026, 12, 1)
FIELDS = {"design": "holdout", "starts_on": START, "ends_on": START + timedelta(days=90)}
AFTER = NOW + timedelta(days=30)


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


@pytest.fixture
def chosen(people, bob):
    initiative = make_initiative(people.workspace, title="暦の予約")
    return choose_design(bob, initiative, now=NOW, **FIELDS)


def effect(low: float, high: float, *checks: Check) -> Effect:
    return Effect((low + high) / 2, low, high, 0.5, 1, 9, 90, 40, 20, "series", 0.95, checks)


def test_a_design_takes_over_what_the_initiative_watches(people, bob, chosen):
    assert chosen.metric == "nps"
    assert chosen.chosen_by_id == people.bob.pk
    assert len(chosen.seed) == 16
    entry = AuditEntry.objects.get(action="effect.design_chosen")
    assert entry.after["design"] == "holdout"


def test_before_the_start_it_changes_freely_and_after_it_with_a_reason(bob, chosen):
    choose_design(bob, chosen.initiative, now=NOW, worth=8.0)
    assert changes_of(bob, chosen) == []
    with pytest.raises(ReasonNeeded):
        choose_design(bob, chosen.initiative, now=AFTER, worth=2.0)
    later = START + timedelta(days=120)
    choose_design(bob, chosen.initiative, now=AFTER, ends_on=later, reason="年末の休み")
    (change,) = changes_of(bob, chosen)
    assert (change.reason, change.fields) == ("年末の休み", ("ends_on",))


def test_who_was_drawn_stays_drawn(bob, chosen):
    with pytest.raises(DrawIsOver):
        choose_design(bob, chosen.initiative, now=AFTER, held_out_share=0.3, reason="x")
    with pytest.raises(DrawIsOver):
        choose_design(bob, chosen.initiative, now=AFTER, design="series", reason="x")


def test_impossible_plans_are_refused(people, bob, chosen):
    with pytest.raises(DaysReversed):
        choose_design(bob, chosen.initiative, now=NOW, ends_on=START)
    with pytest.raises(ShareOutside):
        choose_design(bob, chosen.initiative, now=NOW, held_out_share=1.0)
    with pytest.raises(NotFound):
        choose_design(access_of_user(people.charlie), chosen.initiative, now=NOW, **FIELDS)
    with pytest.raises(Refused):
        choose_design(access_of_user(people.ana), chosen.initiative, now=NOW, **FIELDS)


def test_a_draw_is_even_stable_and_of_its_own_for_every_seed():
    drawn = [is_drawn("a", number, 0.3) for number in range(10_000)]
    assert 0.28 < sum(drawn) / 10_000 < 0.32
    assert drawn == [is_drawn("a", number, 0.3) for number in range(10_000)]
    other = [is_drawn("b", number, 0.3) for number in range(10_000)]
    both = sum(x and y for x, y in zip(drawn, other, strict=True)) / 10_000
    assert 0.07 < both < 0.11


def test_the_list_and_the_question_agree_and_leavers_are_not_on_it(people, chosen):
    persons = [make_person(people.workspace, name=f"人{n}") for n in range(30)]
    make_person(people.workspace, left_on=date(2026, 1, 1))
    make_person(people.workspace, merged_into=persons[0])
    maya = access_of_user(people.maya)
    listed = list(drawn_people(maya, chosen))
    assert len(listed) == 30
    asked = [is_held_out(maya, chosen.initiative, person) for person in persons]
    assert [row[-1] for row in listed] == asked
    assert 5 < sum(asked) < 25


def test_where_companies_are_drawn_colleagues_share_their_lot(people, bob, chosen):
    choose_design(bob, chosen.initiative, now=NOW, draw_by="company")
    for _ in range(8):
        company = make_company(people.workspace)
        lots = {
            is_held_out(bob, chosen.initiative, make_person(people.workspace, company=company))
            for _ in range(4)
        }
        assert len(lots) == 1
    alone = make_person(people.workspace)
    assert is_held_out(bob, chosen.initiative, alone) in {True, False}


def test_nobody_is_held_out_without_a_draw(people, bob):
    initiative = make_initiative(people.workspace)
    person = make_person(people.workspace)
    assert not is_held_out(bob, initiative, person)
    choose_design(bob, initiative, now=NOW, **(FIELDS | {"design": "series"}))
    assert not is_held_out(bob, initiative, person)


def test_companies_are_named_by_id_perhaps_with_a_day(people, bob, chosen):
    one = make_company(people.workspace, external_id="C-1")
    two = make_company(people.workspace, external_id="C-2")
    found = companies_named(bob, "C-1\n\n C-2, 2026-12-15 \n")
    assert found == {one.pk: None, two.pk: date(2026, 12, 15)}
    set_treated_companies(bob, chosen, found)
    set_treated_companies(bob, chosen, {two.pk: None})
    design = design_of(bob, chosen.initiative)
    assert [(unit.company_id, unit.from_day) for unit in design.units.all()] == [(two.pk, None)]
    for text in ("C-9", "C-1, soon"):
        with pytest.raises(UnknownCompanies):
            companies_named(bob, text)
    theirs = make_company(people.neighbours, external_id="C-1")
    with pytest.raises(UnknownCompanies):
        set_treated_companies(bob, chosen, {theirs.pk: None})


def test_the_rule_proposes_only_what_the_interval_allows():
    assert proposed_verdict(effect(1, 9), worth=5) == "helped"
    assert proposed_verdict(effect(-6, 4), worth=5) == "not"
    assert proposed_verdict(effect(-6, 9), worth=5) == "unknown"
    assert proposed_verdict(effect(1, 9, Check("placebo-date", passed=False)), worth=5) == "unknown"
    assert proposed_verdict(None, worth=5) == "unknown"


def test_a_verdict_is_kept_audited_and_told(bob, chosen):
    heard = []
    subscribe(EffectJudged, name="tests.hear_verdict")(heard.append)
    row = judge_effect(bob, chosen.initiative, verdict="unknown", decision="adjust", now=AFTER)
    assert (row.proposed, row.estimate) == ("unknown", None)
    assert AuditEntry.objects.get(action="effect.judged").after["decision"] == "adjust"
    assert [(one.initiative_id, one.verdict) for one in heard] == [
        (chosen.initiative_id, "unknown")
    ]


def test_deciding_against_the_numbers_takes_a_note(people, bob, chosen):
    given = {"verdict": "helped", "decision": "keep", "now": AFTER}
    with pytest.raises(NoteNeeded):
        judge_effect(bob, chosen.initiative, **given)
    judge_effect(bob, chosen.initiative, note="お客様三社から直接", **given)
    assert EffectVerdict.objects.get().proposed == "unknown"
    with pytest.raises(NoDesign):
        judge_effect(bob, make_initiative(people.workspace), **given)


def test_today_says_when_it_is_time_to_decide(people, bob, chosen):
    day = NOW + timedelta(days=120)
    assert effects_for_today(bob, now=NOW, limit=5) == []
    (item,) = effects_for_today(bob, now=day, limit=5)
    assert item.subject == ("initiative_effect", chosen.initiative.number)
    assert effects_for_today(access_of_user(people.charlie), now=day, limit=5) == []
    judge_effect(bob, chosen.initiative, verdict="unknown", decision="keep", now=day)
    assert effects_for_today(bob, now=day, limit=5) == []


def test_what_it_cost(bob, chosen):
    log_effort(bob, kind="doing", minutes=90, spent_on=START, initiative=chosen.initiative)
    assert cost_of(bob, chosen).money is None
    changed = choose_design(bob, chosen.initiative, now=NOW, hour_costs=6000, other_costs=1000)
    cost = cost_of(bob, changed)
    assert (cost.minutes, float(cost.money)) == (90, 10_000)


def test_the_neighbours_see_no_design(people, chosen):
    charlie = access_of_user(people.charlie)
    assert design_of(charlie, chosen.initiative) is None
    assert EffectDesign.objects.visible_to(charlie).count() == 0
