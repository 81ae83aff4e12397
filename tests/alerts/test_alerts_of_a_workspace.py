"""The morning's look in a workspace: told once, to one person, with voices as they may be seen."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone
from django.utils.translation import override

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries.entering import access_of_user
from emptychair.accounts.services.teams import add_to_team
from emptychair.agenda.queries import today
from emptychair.alerts.errors import AlertNotFound, ReasonMissing, StateUnknown
from emptychair.alerts.jobs import look_at_mornings
from emptychair.alerts.models import Alert, AlertRule
from emptychair.alerts.queries.alerts import alert_rows, alert_with_id, row_of
from emptychair.alerts.queries.blocks import heard_in_months, rate_block, tag_block
from emptychair.alerts.queries.pictures import picture_of
from emptychair.alerts.rules.material import MonthHeard
from emptychair.alerts.services.deciding import improve, open_cases, set_state
from emptychair.alerts.services.looking import look
from emptychair.alerts.services.rules import change_rule, count_dry_run
from emptychair.alerts.services.telling import tell_owner
from emptychair.alerts.words import sentence_words, title_words
from emptychair.kit.errors import Refused
from emptychair.kit.periods import Period, local_day
from emptychair.loop.models import Case
from emptychair.messaging.models import Message
from emptychair.programme.models import RoutineTask
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW

CHANGED = NOW - timedelta(days=60)


def fill(workspace, *, fell=True, place=None, days=500, a_day=3):
    """Three answers a day: promoters and passives, and after the change detractors."""
    survey = make_survey(workspace, touchpoint=place)
    somebody = make_person(workspace, name="山田 花子")
    chance, rows = np.random.default_rng(4), []
    for back in range(days, 0, -1):
        moment = NOW - timedelta(days=back)
        low = 0.75 if fell and moment > CHANGED else 0.25
        for number in range(a_day):
            score = 3 if chance.random() < low else 9
            rows.append(
                Response(
                    workspace=workspace,
                    survey=survey,
                    person=somebody if number == 0 and score == 3 and back < 50 else None,
                    touchpoint=place,
                    metric="nps",
                    score=score,
                    comment="山田です。請求書が読めません。" if back < 50 and score == 3 else "",
                    channel="email",
                    source="test",
                    answered_at=moment,
                )
            )
    Response.objects.bulk_create(rows)
    return survey


@pytest.fixture
def place(people):
    team = make_team(people.workspace, name="経理")
    add_to_team(people.system, team, people.bob)
    return make_touchpoint(people.workspace, name="請求書", team=team)


@pytest.fixture
def fallen(people, place):
    fill(people.workspace, place=place)
    look(people.system, now=NOW)
    return Alert.objects.get(kind="score", place_kind="touchpoint")


def test_a_fall_is_told_once_however_often_one_looks(people, place, fallen):
    before = Alert.objects.count()
    AlertRule.objects.update(looked_on=None)
    for days in range(3):
        look(people.system, now=NOW + timedelta(days=days))
    assert Alert.objects.filter(kind="score", place_kind="touchpoint").count() == 1
    assert Alert.objects.count() == before
    assert abs((fallen.since - CHANGED.date()).days) <= 14
    assert fallen.high < 0
    assert fallen.touchpoint == place
    assert not alert_rows(access_of_user(people.charlie))
    with pytest.raises(AlertNotFound):
        alert_with_id(access_of_user(people.charlie), fallen.pk)


def test_a_company_in_which_nothing_changed_hears_nothing(people, place):
    fill(people.workspace, place=place, fell=False)
    assert look(people.system, now=NOW, mornings=60) == []


def test_one_colleague_of_the_team_is_told_by_one_mail_a_place_with_voices(people, fallen):
    assert fallen.owner == people.bob
    assert 1 <= len(fallen.response_ids) <= 5
    attached = Response.objects.filter(pk__in=fallen.response_ids, score=3)
    assert attached.count() == len(fallen.response_ids)
    sent = Message.objects.filter(unique_key__startswith="alert:")
    told = [Alert.objects.get(pk=int(one.unique_key[6:])) for one in sent]
    places = [(one.place_kind, one.place) for one in told]
    assert len(places) == len(set(places))
    mine = sent.get(to_address=people.bob.email)
    assert mine.purpose == "staff"
    assert "請求書が読めません" in mine.text


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("ja", "請求書：NPSが下がりました", "何が変わったか"),
        ("en", "請求書: NPS fell", "What changed"),
    ],
)
def test_the_mail_reads_in_the_language_of_the_workspace_and_comes_once(
    people, place, language, subject, words
):
    people.workspace.language = language
    people.workspace.save()
    fill(people.workspace, place=place)
    for _again in range(2):  # a job may run twice, even where nobody remembers the first time
        look(people.system, now=NOW)
        AlertRule.objects.update(looked_on=None)
    mail = Message.objects.get(unique_key__startswith="alert:", to_address=people.bob.email)
    assert (mail.subject, mail.language) == (subject, language)
    assert words in mail.text
    assert mail.text.count("請求書が読めません。") == 5
    alert = Alert.objects.get(pk=int(mail.unique_key[6:]))
    assert f"/alerts/{alert.pk}/" in mail.text
    Alert.objects.exclude(pk=alert.pk).update(state="seen")  # so that only its key holds it back
    assert tell_owner(people.system, alert)
    assert Message.objects.filter(unique_key=mail.unique_key).count() == 1


def test_the_alert_stands_on_today_once_a_place_and_the_programme_gets_its_task(people, fallen):
    def keys():
        return [one.key for one in today(access_of_user(people.bob), now=NOW).fix]

    here = Alert.objects.filter(place_kind="touchpoint", place=fallen.place)
    assert len({f"alert:{one.pk}" for one in here} & set(keys())) == 1
    task = RoutineTask.objects.get(unique=f"alert:{fallen.pk}")
    assert task.routine.key == "score_drop"
    for one in here:
        bob = access_of_user(people.bob)
        set_state(bob, one, state="dismissed", reason="印刷所の都合", now=NOW)
    assert not {f"alert:{one.pk}" for one in here} & set(keys())


def test_what_became_of_it_takes_a_reason_and_can_be_taken_back(people, fallen):
    bob = access_of_user(people.bob)
    with pytest.raises(ReasonMissing):
        set_state(bob, fallen, state="dismissed", now=NOW)
    with pytest.raises(StateUnknown):
        set_state(bob, fallen, state="gone", now=NOW)
    with pytest.raises(Refused):
        set_state(access_of_user(people.ana), fallen, state="seen", now=NOW)
    set_state(bob, fallen, state="dismissed", reason="印刷所の都合", now=NOW)
    set_state(bob, fallen, state="open", now=NOW)
    row = row_of(bob, alert_with_id(bob, fallen.pk))
    assert (row.state, row.reason, row.decided_at) == ("open", "", None)
    actions = AuditEntry.objects.filter(action__startswith="alert.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["alert.dismissed", "alert.open"]


def test_an_improvement_takes_the_voices_and_the_team_along(people, place, fallen):
    bob = access_of_user(people.bob)
    made = improve(bob, fallen, title="請求書を読みやすく", now=NOW)
    fallen.refresh_from_db()
    assert (fallen.state, fallen.initiative) == ("acted", made)
    assert (made.touchpoint, made.team) == (place, place.team)
    assert made.voices.count() == len(fallen.response_ids)


def test_cases_are_opened_for_those_we_know_and_only_once(people, fallen):
    bob = access_of_user(people.bob)
    known = Response.objects.filter(pk__in=fallen.response_ids, person__isnull=False).count()
    assert open_cases(bob, fallen, now=NOW) == known == Case.objects.count() > 0
    assert open_cases(bob, fallen, now=NOW) == 0


def test_the_sentence_says_both_levels_with_the_interval_in_both_languages(people, fallen):
    row = row_of(people.system, fallen)
    with override("en"):
        assert title_words(row) == "請求書: NPS fell"
        assert str(row.n_after) in sentence_words(row)
    with override("ja"):
        assert "請求書" in title_words(row)
        assert "%" not in sentence_words(row).replace("％", "")


@pytest.mark.parametrize("kind", ["score", "share"])
def test_the_picture_leaves_its_limits(people, fallen, kind):
    alert = Alert.objects.filter(kind=kind, place_kind="touchpoint").first()
    if alert is None:
        alert = fallen
    points = picture_of(people.system, alert, today=local_day(NOW, people.workspace.zone)).points
    assert len(points) >= 4
    last = points[-1]
    assert not last.low <= last.value <= last.high
    assert all(one.low <= one.expected <= one.high for one in points)


def test_the_rule_says_what_is_told_and_to_whom(people, place):
    with pytest.raises(Refused):
        change_rule(access_of_user(people.bob), is_on=False)
    place.team = None
    place.save()
    maya = access_of_user(people.maya)
    change_rule(maya, told_to_id=people.ana.pk, switched_off=["share"], interest=3.0)
    fill(people.workspace, place=place)
    made = look(people.system, now=NOW)
    assert {one.owner for one in made} == {people.ana}
    assert "share" not in {one.kind for one in made}
    assert AuditEntry.objects.filter(action="alert_rule.changed").count() == 1
    Alert.objects.all().delete()
    change_rule(maya, is_on=False)
    assert look(people.system, now=NOW + timedelta(days=1)) == []


def test_a_dry_run_counts_the_last_twelve_months_and_keeps_no_alert(people, place):
    fill(people.workspace, place=place)
    row = count_dry_run(people.system, now=NOW)
    kinds = {(one["kind"], one["place_kind"]) for one in row.dry_run["alerts"]}
    assert ("score", "touchpoint") in kinds  # the only one: it stands for the company too
    assert ("score", "company") not in kinds
    assert row.dry_run["count"] == len(row.dry_run["alerts"])
    assert not Alert.objects.exists()
    assert not Message.objects.exists()  # nobody is told of what is only counted


def test_the_job_looks_once_a_morning(people, monkeypatch):
    morning = timezone.now().astimezone(people.workspace.zone).replace(hour=9)
    monkeypatch.setattr("emptychair.alerts.jobs.timezone.now", lambda: morning)
    look_at_mornings()
    assert AlertRule.objects.get(workspace=people.workspace).looked_on == morning.date()
    AlertRule.objects.update(is_on=False, looked_on=None)
    night = morning.replace(hour=3)
    monkeypatch.setattr("emptychair.alerts.jobs.timezone.now", lambda: night)
    look_at_mornings()
    assert not AlertRule.objects.filter(looked_on__isnull=False).exists()


def test_response_rates_wait_two_weeks_and_leave_tests_out(people):
    survey = make_survey(people.workspace)
    for number in range(70):
        make_invitation(
            survey,
            make_person(people.workspace),
            asked_at=NOW - timedelta(days=40),
            answered_at=NOW - timedelta(days=30 if number < 21 else 10),
        )
    make_invitation(survey, None, asked_at=NOW - timedelta(days=40), is_test=True)
    day = local_day(NOW - timedelta(days=40), people.workspace.zone)
    found = rate_block(people.system, Period(day, day + timedelta(days=20)))
    assert found.n[0].sum() == 70
    assert found.total[0].sum() == 2100


def test_tags_are_counted_among_all_answers(people):
    survey = fill(people.workspace, fell=False, days=30)
    make_response(survey, None, tags=["配送", "配送"], answered_at=NOW - timedelta(days=3))
    last = local_day(NOW, people.workspace.zone)
    period = Period(last - timedelta(days=40), last)
    from emptychair.alerts.queries.blocks import score_block

    scores = score_block(people.system, "nps", period)
    tags = tag_block(people.system, period, [scores])
    assert [one.place for one in tags.streams] == ["配送"]
    assert tags.low.sum() == 1
    assert tags.n.sum() == scores.n[0].sum() > 60


def test_coverage_counts_who_was_a_customer_the_whole_quarter(people):
    survey = make_survey(people.workspace)
    first = local_day(NOW, people.workspace.zone).replace(day=1)
    long_ago = first - timedelta(days=900)
    old = [make_person(people.workspace, joined_on=long_ago) for _number in range(3)]
    make_person(people.workspace, joined_on=first - timedelta(days=30))
    make_person(people.workspace, joined_on=long_ago, left_on=first - timedelta(days=1))
    for person, back in ((old[0], 20), (old[0], 400), (old[1], 400)):
        make_response(survey, person, answered_at=NOW.replace(day=1) - timedelta(days=back))
    found = heard_in_months(people.system, Period(first, first + timedelta(days=1)))
    assert found == (MonthHeard(first, 3, 1, 4, 2),)
