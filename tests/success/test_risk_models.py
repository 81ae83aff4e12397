"""Models go live only when their back-test lets them, and are demoted when it does not any more."""

from datetime import timedelta

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.success.agenda_source import models_for_today
from emptychair.success.errors import NotNewest, NotPassed, ReasonNeeded, WeightsEmpty
from emptychair.success.models import BackTest, CustomerHealth, RiskModel
from emptychair.success.queries.models import current_weights, live_model
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.services.switching import note_demotion, switch_off, switch_on
from emptychair.success.services.testing import run_back_test
from emptychair.success.services.weights import set_weights
from tests.people import NOW

pytestmark = pytest.mark.django_db
NUMBERS = {
    "name": "rhythm", "auc": [0.8, 0.75, 0.85], "gap": [0.2, 0.1, 0.3], "passed": True,
}  # fmt: skip


def make_model(people, *, state="passed", kind="rhythm", version=1, test=None, passed=True):
    test = test or BackTest.objects.create(workspace=people.workspace, run_at=NOW, horizon=90)
    return RiskModel.objects.create(
        workspace=people.workspace, version=version, kind=kind, state=state, back_test=test,
        spec={"kind": kind}, turned={"30": [-3, 1], "60": [-2.5, 1], "90": [-2, 1]},
        judged={**NUMBERS, "passed": passed},
    )  # fmt: skip


@pytest.mark.slow
def test_the_own_rhythm_beats_plain_recency_on_later_days_and_is_proposed(people, shop):
    test = run_back_test(people.system, now=NOW)
    assert test.refusal == ""
    by_name = {one["name"]: one for one in test.rankings}
    assert set(by_name) >= {"recency", "rhythm", "logistic", "trees"}
    assert by_name["rhythm"]["gap"][1] > 0
    assert by_name["recency"]["gap"] is None
    assert not by_name["recency"]["passed"]
    assert test.facts["judged_from"] > test.facts["learned_to"]
    silent = next(one for one in test.signs if one["code"] == "silent")
    assert silent["low"] > silent["base"]
    model = RiskModel.objects.get()
    assert model.state == "passed"
    assert live_model(people.system) is None  # proposed, never switched on by itself


def test_where_nobody_left_the_test_says_what_it_would_need(people):
    from tests.success.conftest import fill_shop

    fill_shop(people.workspace, customers=12, leavers=0)
    test = run_back_test(people.system, now=NOW)
    assert test.refusal == "few-left"
    assert not RiskModel.objects.exists()


def test_an_empty_workspace_has_no_history(people):
    assert run_back_test(people.system, now=NOW).refusal == "no-history"


def test_a_model_that_failed_cannot_be_switched_on(people):
    failed = make_model(people, state="failed", passed=False)
    with pytest.raises(NotPassed):
        switch_on(people.system, failed, now=NOW)


def test_a_model_of_an_older_test_cannot_be_switched_on(people):
    old = make_model(people)
    BackTest.objects.create(workspace=people.workspace, run_at=NOW + timedelta(days=30), horizon=90)
    with pytest.raises(NotNewest):
        switch_on(people.system, old, now=NOW)


def test_only_one_model_is_on_and_every_switch_is_audited(people):
    test = BackTest.objects.create(workspace=people.workspace, run_at=NOW, horizon=90)
    first, second = (make_model(people, version=n, test=test) for n in (1, 2))
    switch_on(people.system, first, now=NOW)
    switch_on(people.system, second, now=NOW)
    first.refresh_from_db()
    assert (first.state, live_model(people.system)) == ("retired", second)
    switch_off(people.system, second, now=NOW)
    assert live_model(people.system) is None
    actions = AuditEntry.objects.filter(action__startswith="risk_model.").order_by("pk")
    assert [one.action for one in actions] == [
        "risk_model.switched_on", "risk_model.switched_on", "risk_model.switched_off",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_live_model_that_no_longer_holds_is_demoted_with_a_notice(people, shop):
    live = make_model(people, state="live", kind="experience")  # nobody answered: it knows nothing
    run_back_test(people.system, now=NOW)
    live.refresh_from_db()
    assert live.state == "demoted"
    keys = [item.key for item in models_for_today(people.system, now=NOW, limit=9)]
    assert f"risk-model-demoted:{live.pk}" in keys
    note_demotion(people.system, live, now=NOW)
    keys = [item.key for item in models_for_today(people.system, now=NOW, limit=9)]
    assert f"risk-model-demoted:{live.pk}" not in keys
    assert AuditEntry.objects.filter(action="risk_model.demoted").count() == 1


@pytest.mark.slow
def test_a_live_model_that_holds_stays_and_gives_probabilities(people, shop):
    _guests, stopped = shop
    run_back_test(people.system, now=NOW)
    model = switch_on(people.system, RiskModel.objects.get(), now=NOW)
    look_at_everybody(people.system, now=NOW)
    run_back_test(people.system, now=NOW + timedelta(minutes=1))
    model.refresh_from_db()
    assert model.state == "live"
    rows = CustomerHealth.objects.exclude(risk_90=None)
    assert rows.count() > 40
    assert all(one.risk_30 <= one.risk_60 <= one.risk_90 <= 1 for one in rows)
    lately = [pk for pk, back in stopped.items() if 20 <= back <= 60]
    here = [row.risk_90 for row in rows if row.person_id not in stopped]
    gone = [row.risk_90 for row in rows if row.person_id in lately]
    assert sum(gone) / len(gone) > 2 * sum(here) / len(here)


def test_weights_change_with_a_reason_and_switch_off_what_rests_on_them(people):
    live = make_model(people, state="live", kind="outcome")
    version, weights = current_weights(people.system)
    with pytest.raises(ReasonNeeded):
        set_weights(people.system, weights, reason=" ", now=NOW)
    with pytest.raises(WeightsEmpty):
        set_weights(people.system, dict.fromkeys(weights, 0.0), reason="none", now=NOW)
    set_weights(people.system, {**weights, "seats": 5.0}, reason="Seats matter here.", now=NOW)
    assert current_weights(people.system)[0] == version + 1
    assert current_weights(people.system)[1]["seats"] == 5.0
    live.refresh_from_db()
    assert live.state == "demoted"
