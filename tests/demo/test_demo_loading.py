"""The made-up companies in the database."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import User, Workspace
from emptychair.agenda.queries import first_steps, today
from emptychair.cli.progress import NAMES
from emptychair.customers.models import Company, Contract, CustomerEvent, Person
from emptychair.customers.queries import find_people, people_in_segment, segments_of
from emptychair.demo import generate
from emptychair.demo.loading import house, load_demo
from emptychair.demo.loading.brands import DEMO_ADDRESS
from emptychair.demo.loading.services import remove_demo_workspace
from emptychair.demo.loading.steps import STEPS
from emptychair.kit.errors import Refused
from emptychair.kit.periods import Period, local_day
from emptychair.kit.prepared import Prepared
from emptychair.loop.models import Case, Initiative
from emptychair.metrics.rules.scoring import sign_of
from emptychair.scorecard.queries.warnings import open_warnings
from emptychair.silence.queries.stored import loss_of
from emptychair.surveys.models import Invitation, Response
from emptychair.usage.models import DailyUse
from emptychair.usage.queries.signups import unfinished_signups
from tests.people import make_workspace

PEOPLE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("small-demo")
    generate(place, people=PEOPLE)
    return place


BOTH = ["komorebi", "tallywren"]


@pytest.fixture
def load(db, folder):
    def loaded(*, again=False, show=lambda *_: None):
        return load_demo(folder, now=timezone.now(), again=again, show=show)

    return loaded


def both_companies_are_there_and_marked_as_made_up():
    spaces = Workspace.objects.order_by("pk")
    assert [(one.slug, one.language, one.is_demo) for one in spaces] == [
        ("komorebi", "ja", True),
        ("tallywren", "en", True),
    ]
    assert Person.objects.count() == PEOPLE
    visitor = User.objects.get(email=DEMO_ADDRESS)
    assert visitor.memberships.count() == 2
    assert not visitor.has_usable_password()


def firms_on_trial_bear_names_of_the_language_of_the_company_they_try():
    for slug, is_latin in (("komorebi", False), ("tallywren", True)):
        firms = Company.objects.filter(workspace__slug=slug, external_id__startswith="trying-")
        names = list(firms.values_list("name", flat=True))
        assert len(names) == 10
        assert {one.isascii() for one in names} == {is_latin}


def nothing_lies_in_the_future_and_the_newest_is_of_these_days():
    now = timezone.now()
    newest = Response.objects.latest("answered_at").answered_at
    assert newest <= now
    assert (now - newest).days < 30
    assert Invitation.objects.latest("asked_at").asked_at <= now


def cases_were_opened_for_low_scores_only_and_no_mail_left():
    assert Case.objects.exists()
    assert not Case.objects.filter(response__score__gt=6, response__metric="nps").exists()
    assert mail.outbox == []


def test_a_real_workspace_is_never_removed(db):
    real = make_workspace("real")
    with pytest.raises(Refused):
        remove_demo_workspace(Access.system(None, "tests"), real)
    assert Workspace.objects.filter(slug="real").exists()


def both_companies_have_finished_something_and_not_told_everybody():
    for place in Workspace.objects.order_by("pk"):
        done = Initiative.objects.filter(workspace=place, state="done")
        assert done.exists()
        assert all(one.voices.exists() for one in done)
        asked = Response.objects.filter(initiatives__initiative__workspace=place)
        assert {sign_of(one.metric, one.score) for one in asked} == {-1}, "who praised asked"


def segments_have_people_and_kana_finds_them_in_both_languages():
    for place in Workspace.objects.order_by("pk"):
        access = Access.system(place, "tests")
        groups = segments_of(access)
        assert len(groups) == 3
        assert any(people_in_segment(access, one).exists() for one in groups)
        person = Person.objects.filter(workspace=place, language="ja").first()
        reading = person.search_text.splitlines()[1]
        assert "あ" <= reading[0] <= "ん"
        assert person.pk in [one.id for one in find_people(access, text=reading)]


def some_firms_signed_up_and_never_got_going():
    now = timezone.now()
    for place in Workspace.objects.all():
        access = Access.system(place, "test")
        begun = CustomerEvent.objects.filter(workspace=place, name="signed_up")
        finished = CustomerEvent.objects.filter(workspace=place, name="activated")
        assert begun.count() == 40
        assert 10 < finished.count() < 35
        year = Period(local_day(now, place.zone) - timedelta(days=365), local_day(now, place.zone))
        unfinished = unfinished_signups(access, year, now=now)
        assert 40 - finished.count() - 4 <= len(unfinished) <= 40 - finished.count()
        firms = {one.company_id for one in unfinished}
        assert not Contract.objects.filter(company__in=firms).exists()
        assert not DailyUse.objects.filter(company__in=firms).exists()  # a sign-up is no use
        assert loss_of(access, 180).unfinished


def the_guard_found_the_campaign_by_itself_and_names_both_teams():
    for place, teams in (
        ("komorebi", ("法人営業", "お客様サポート")),
        ("tallywren", ("Marketing", "Support")),
    ):
        workspace = Workspace.objects.get(slug=place)
        access = Access.system(workspace, "tests")
        found = open_warnings(access)
        assert [(one.quick.key, one.customer.key) for one in found] == [("leads", "csat")]
        (warning,) = found
        assert (warning.quick.team, warning.customer.team) == teams
        assert warning.quick.low > 0 > warning.customer.high
        rated = Response.objects.filter(workspace=workspace, metric="csat").exclude(comment="")
        told = " ".join(rated.values_list("comment", flat=True))
        assert ("半額お試し" if place == "komorebi" else "free-months") in told
        decisions = today(access, now=timezone.now()).decide
        assert f"guard:{warning.id}:csat" in [row.key for row in decisions]


def today_tells_the_same_where_each_question_is_put_together_anew():
    now = timezone.now()
    for place in Workspace.objects.all():
        access = Access.system(place, "tests")
        known, steps = today(access, now=now), first_steps(access)
        assert known.contact
        with pytest.MonkeyPatch.context() as changed:
            for name in ("found", "rows"):
                changed.setattr(Prepared, name, lambda self, **given: list(self._ask(**given)))
            assert (today(access, now=now), first_steps(access)) == (known, steps)


LOOKS = (
    some_firms_signed_up_and_never_got_going,
    both_companies_are_there_and_marked_as_made_up,
    firms_on_trial_bear_names_of_the_language_of_the_company_they_try,
    nothing_lies_in_the_future_and_the_newest_is_of_these_days,
    cases_were_opened_for_low_scores_only_and_no_mail_left,
    both_companies_have_finished_something_and_not_told_everybody,
    segments_have_people_and_kana_finds_them_in_both_languages,
    the_guard_found_the_campaign_by_itself_and_names_both_teams,
    today_tells_the_same_where_each_question_is_put_together_anew,
)


def every_step_was_told(told):
    steps = [key for key, _step in STEPS]
    assert [doing for *_, doing in told] == [*steps, "", *steps, ""]
    assert set(steps) <= set(NAMES)


def rows_of_every_table():
    return {one._meta.label: one._default_manager.count() for one in apps.get_models()}


def loading_once_more_adds_nothing_to_any_table(load):
    before = rows_of_every_table()
    assert load() == []
    assert rows_of_every_table() == before


@pytest.mark.later
def test_what_was_loaded_and_that_all_of_it_can_be_removed(load, subtests):
    """Loaded once for all of them: that takes long."""
    told = []
    assert load(show=lambda *parts: told.append(parts)) == BOTH
    for look in LOOKS:
        with subtests.test(look.__name__):
            look()
    every_step_was_told(told)
    loading_once_more_adds_nothing_to_any_table(load)
    everywhere = Access.system(None, "tests")
    for place in Workspace.objects.all():
        remove_demo_workspace(everywhere, place)
    assert not Workspace.objects.exists()
    assert not Response.objects.exists()


def test_loading_again_adds_nothing_and_again_makes_it_anew(load, monkeypatch):
    """With the first steps only: who loads again has to do with none of them."""
    monkeypatch.setattr(house, "STEPS", STEPS[:1])
    assert load() == BOTH
    places = set(Workspace.objects.values_list("pk", flat=True))
    before = Response.objects.count()
    loading_once_more_adds_nothing_to_any_table(load)
    assert Response.objects.count() == before > 0
    assert load(again=True) == BOTH
    assert Response.objects.count() == before
    assert not places & set(Workspace.objects.values_list("pk", flat=True))
    assert User.objects.filter(email=DEMO_ADDRESS).count() == 1
