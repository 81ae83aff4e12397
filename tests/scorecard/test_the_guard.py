"""The guard: what warns, what does not, how seldom noise does, and what a person decides."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from emptychair.accounts.models import AuditEntry, TeamMember
from emptychair.accounts.queries.entering import access_of_user
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.errors import Refused
from emptychair.loop.models import Initiative
from emptychair.metrics.types import Change
from emptychair.scorecard.errors import AlreadyDecided, ReasonNeeded
from emptychair.scorecard.jobs import look_every_day
from emptychair.scorecard.models import GuardWarning
from emptychair.scorecard.queries.warnings import guard_warnings, open_warnings
from emptychair.scorecard.rules.guard import Movement, warnings_among
from emptychair.scorecard.services.guard import (
    act_on_warning,
    decide_warning,
    look_for_warnings,
    reopen_warning,
)
from emptychair.scorecard.services.outside import define_figure, enter_values
from emptychair.scorecard.services.rows import Wanted, set_row
from emptychair.scorecard.types import Definition, GivenValue, WarningState
from emptychair.stats.quantiles import p_of_z
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team
from tests.people import NOW

TODAY = date(2026, 11, 22)
LEADS = Definition(
    key="leads", name="Leads", unit="number", group="funnel", horizon="short", combining="sum"
)


def change(z, scale=1.0):
    estimate = z * scale
    reach = 1.959964 * scale
    return Change(estimate, estimate - reach, estimate + reach, p_of_z(z), None)


def quick(key="leads", z=4.0, better="higher"):
    return Movement(key, "funnel", "short", better, change(z))


def customer(key="nps", z=-4.0, better="higher", horizon="middle"):
    return Movement(key, "customer", horizon, better, change(z), is_outcome=True)


# -- what warns


def test_leads_up_while_nps_falls_warns():
    (pair,) = warnings_among([quick(), customer()])
    assert (pair.quick.key, pair.customer.key) == ("leads", "nps")
    assert pair.q < 0.001


def test_churn_that_rises_is_a_customer_number_that_falls():
    churn = customer("churn_month", z=4.0, better="lower")
    assert [pair.customer.key for pair in warnings_among([quick(), churn])] == ["churn_month"]
    assert warnings_among([quick(), customer("churn_month", z=-4.0, better="lower")]) == []


def test_a_cheaper_lead_is_a_short_term_gain_too():
    assert warnings_among([quick("cost_per_lead", z=-4.0, better="lower"), customer()])


@pytest.mark.parametrize(
    "movements",
    [
        [quick(z=1.0), customer()],  # leads within noise
        [quick(), customer(z=-1.0)],  # NPS within noise
        [quick(), customer(z=4.0)],  # both rose
        [quick(z=-4.0), customer()],  # both fell
        [quick(), customer(horizon="short")],  # a short-term customer number is no victim
        [customer("csat", z=4.0), customer()],  # nobody buys CSAT with NPS
        [quick(), Movement("nps", "customer", "middle", "higher", None, is_outcome=True)],
        [quick(), Movement("coverage", "customer", "middle", "higher", change(-4.0))],
        [],
    ],
)
def test_nothing_else_warns(movements):
    assert warnings_among(movements) == []


# -- how often noise warns


def looks(draws, *, campaign):
    """A look a row: four short-term and six customer numbers without any true change."""
    found = 0
    for row in draws:
        rows = [quick(f"q{n}", z=4.0 if campaign else z) for n, z in enumerate(row[:4])]
        rows += [customer(f"c{n}", z=z) for n, z in enumerate(row[4:])]
        found += bool(warnings_among(rows))
    return found / len(draws)


def test_noise_alone_warns_in_less_than_one_look_in_twenty_and_hardly_in_a_year():
    draws = np.random.default_rng(8).normal(size=(4_000, 10))
    seldom = looks(draws, campaign=False)
    assert seldom < 0.01
    assert 1 - (1 - seldom) ** 12 < 0.05  # twelve months of looks


def test_while_every_campaign_truly_works_customers_noise_warns_in_one_look_in_twenty_at_most():
    """The worst case: all short-term numbers rose for sure, so a warning hangs on one side."""
    draws = np.random.default_rng(9).normal(size=(4_000, 10))
    assert looks(draws, campaign=True) < 0.05


def test_a_true_pair_is_found_among_noise():
    draws = np.random.default_rng(10).normal(size=(300, 10))
    draws[:, 0] += 5
    draws[:, 4] -= 5
    found = 0
    for row in draws:
        rows = [quick(f"q{n}", z=z) for n, z in enumerate(row[:4])]
        rows += [customer(f"c{n}", z=z) for n, z in enumerate(row[4:])]
        keys = {(pair.quick.key, pair.customer.key) for pair in warnings_among(rows)}
        found += ("q0", "c0") in keys
    assert found / len(draws) > 0.8


# -- in a workspace


@pytest.fixture
def campaign(people):
    """Leads nearly doubled from August; NPS fell; teams and owners are named."""
    access = people.system
    sales, care = (
        make_team(people.workspace, name="Sales"),
        make_team(people.workspace, name="Care"),
    )
    figure, _new = define_figure(access, LEADS)
    rng = np.random.default_rng(3)
    months = [date(2024 + (k // 12), k % 12 + 1, 1) for k in range(34)]  # until October 2026
    values = [
        GivenValue(
            grain="month",
            day=day,
            value=float(round(100 + rng.normal(0, 4))) * (1.9 if day >= date(2026, 8, 1) else 1),
        )
        for day in months
    ]
    enter_values(access, figure, values, today=TODAY)
    survey = make_survey(people.workspace)
    for month, unhappy in ((5, 10), (6, 10), (7, 10), (8, 60), (9, 60), (10, 60)):
        moment = datetime(2026, month, 15, tzinfo=NOW.tzinfo)
        for number in range(100):
            score = 2 if number < unhappy else 10
            make_response(survey, None, score=score, answered_at=moment)
    set_row(access, "leads", Wanted(team_id=sales.pk, owner_id=people.bob.pk), today=TODAY)
    set_row(access, "nps", Wanted(team_id=care.pk, owner_id=people.maya.pk), today=TODAY)
    return people


def test_the_guard_tells_both_teams_with_both_intervals_once(campaign):
    (made,) = look_for_warnings(campaign.system, today=TODAY, now=NOW)
    assert look_for_warnings(campaign.system, today=TODAY, now=NOW) == []
    assert look_for_warnings(campaign.system, today=TODAY + timedelta(days=7), now=NOW) == []
    (row,) = guard_warnings(campaign.system)
    assert (row.first, row.end) == (date(2026, 8, 1), date(2026, 11, 1))
    assert (row.before_first, row.before_end) == (date(2026, 5, 1), date(2026, 8, 1))
    assert (row.quick.team, row.quick.owner) == ("Sales", "Bob")
    assert (row.customer.team, row.customer.owner) == ("Care", "Maya")
    assert row.quick.low > 0
    assert row.customer.high < 0
    assert AuditEntry.objects.filter(action="guard.warned", subject_id=made.pk).count() == 1


def test_a_month_later_the_same_event_does_not_warn_again(campaign):
    look_for_warnings(campaign.system, today=TODAY, now=NOW)
    later = date(2026, 12, 10)
    look_for_warnings(campaign.system, today=later, now=NOW)
    assert GuardWarning.objects.count() == 1


def test_the_daily_job_looks_at_every_workspace(campaign, settings):
    look_every_day()
    look_every_day()
    assert GuardWarning.objects.filter(workspace=campaign.neighbours).count() == 0


def test_today_shows_it_to_both_owners_and_once_to_whoever_manages(campaign):
    look_for_warnings(campaign.system, today=TODAY, now=NOW)
    source = agenda_sources()["scorecard.guard"]
    found = {}
    for name in ("bob", "maya", "alice"):
        access = access_of_user(getattr(campaign, name), slug="kitchen")
        found[name] = source(access, now=NOW, limit=10)
    assert {name: len(rows) for name, rows in found.items()} == {"bob": 1, "maya": 1, "alice": 1}
    assert found["bob"][0].assignee_id == campaign.bob.pk
    assert found["maya"][0].assignee_id == campaign.maya.pk
    assert found["bob"][0].key != found["maya"][0].key
    assert "Sales" in {tag.text for tag in found["maya"][0].tags}


def test_a_team_sees_its_own_side(campaign):
    look_for_warnings(campaign.system, today=TODAY, now=NOW)
    sales = GuardWarning.objects.get().facts["quick"]["team_id"]
    TeamMember.objects.create(workspace=campaign.workspace, team_id=sales, user=campaign.ana)
    access = access_of_user(campaign.ana, slug="kitchen")
    (row,) = agenda_sources()["scorecard.guard"](access, now=NOW, limit=10)
    assert row.team_id == sales


def test_a_person_decides_with_a_reason_and_may_take_it_back(campaign):
    (made,) = look_for_warnings(campaign.system, today=TODAY, now=NOW)
    alice = access_of_user(campaign.alice, slug="kitchen")
    with pytest.raises(ReasonNeeded):
        decide_warning(alice, made, state=WarningState.ACCEPTED, reason=" ", now=NOW)
    decide_warning(alice, made, state=WarningState.ACCEPTED, reason="We knew.", now=NOW)
    with pytest.raises(AlreadyDecided):
        decide_warning(alice, made, state=WarningState.DISMISSED, reason="No.", now=NOW)
    assert open_warnings(alice) == []
    (row,) = guard_warnings(alice)
    assert (row.state, row.reason, row.decided_by) == ("accepted", "We knew.", "Alice")
    reopen_warning(alice, GuardWarning.objects.get())
    assert len(open_warnings(alice)) == 1


def test_an_improvement_is_begun_from_it(campaign):
    (made,) = look_for_warnings(campaign.system, today=TODAY, now=NOW)
    alice = access_of_user(campaign.alice, slug="kitchen")
    begun = act_on_warning(alice, made, title="Answer leads and customers", reason="", now=NOW)
    assert Initiative.objects.get().number == begun.number
    (row,) = guard_warnings(alice)
    assert (row.state, row.initiative_number) == ("acting", begun.number)


def test_only_who_runs_the_programme_decides(campaign):
    (made,) = look_for_warnings(campaign.system, today=TODAY, now=NOW)
    bob = access_of_user(campaign.bob, slug="kitchen")
    with pytest.raises(Refused):
        decide_warning(bob, made, state=WarningState.DISMISSED, reason="No.", now=NOW)
    assert guard_warnings(access_of_user(campaign.charlie, slug="neighbours")) == []
