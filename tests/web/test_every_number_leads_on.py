"""Numbers about customers lead to the customers behind them, or to what can be done."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from emptychair.customers.models import CustomerEvent
from emptychair.kit.periods import local_day
from emptychair.renewals.models import Renewal
from emptychair.renewals.services.refresh import refresh_revenue
from emptychair.silence.loss_types import Leaver
from emptychair.silence.models import SilentEpisode
from emptychair.silence.queries.stored import loss_of
from emptychair.silence.services.reading import read_silence
from emptychair.success.models import BackTest, CustomerHealth, LostCustomer
from emptychair.success.rules.halves import INPUTS
from emptychair.success.words import reason_words
from emptychair.web.silence.quiet_loss import wanted_of
from emptychair.web.success.places import input_place, ways_to_know
from tests.factories.customers import make_company, make_contract, make_event, make_person
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, people, settings):
    client.force_login(people.alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def signed_up(person, ago, *, name="signed_up"):
    make_event(person, name=name, occurred_at=timezone.now() - timedelta(days=ago))


def test_sign_ups_left_unfinished_are_listed_with_whom_to_write_to(alice, people):
    stopped = make_person(people.workspace, name="Jane Doe", owner=people.bob)
    went_on = make_person(people.workspace, name="Tom Ford")
    for person in (stopped, went_on):
        signed_up(person, 30)
    signed_up(went_on, 28, name="activated")
    page = page_of(alice, "/use/unfinished/")
    assert "Jane Doe" in page
    assert "Tom Ford" not in page
    assert str(people.bob) in page
    assert "Signed up, and did not get going within 7 days." in page
    assert "<code>signed_up</code>" in page
    assert f"{reverse('case-new')}?person={stopped.pk}" in page
    file = alice.get("/use/unfinished.csv").content.decode("utf-8-sig")
    assert "Jane Doe" in file
    assert len(file.strip().splitlines()) == 2
    assert "/use/unfinished/" in page_of(alice, "/use/trials/")


def test_none_unfinished_is_told_from_no_sign_up_ever_seen(alice, people):
    assert "No sign-up has been seen" in page_of(alice, "/use/unfinished/")
    person = make_person(people.workspace, name="Tom Ford")
    signed_up(person, 30)
    signed_up(person, 29, name="activated")
    assert "Everybody who signed up got going" in page_of(alice, "/use/unfinished/?days=365")


def test_who_may_see_no_names_sees_none_among_sign_ups(client, people):
    signed_up(make_person(people.workspace, name="Hanako Yamada"), 30)
    client.force_login(people.ana)
    assert "Yamada" not in page_of(client, "/use/unfinished/")


def test_a_long_list_of_sign_ups_takes_few_questions(alice, people, django_assert_max_num_queries):
    for number in range(30):
        signed_up(make_person(people.workspace, name=f"P {number}"), 20 + number)
    alice.get("/use/unfinished/")
    with django_assert_max_num_queries(25):
        alice.get("/use/unfinished/")


def test_quiet_loss_knows_of_sign_ups_once_any_was_seen(alice, people):
    person = make_person(people.workspace)
    for ago in range(1, 200, 7):
        make_event(person, name="visited", occurred_at=timezone.now() - timedelta(days=ago))
    read_silence(people.system, now=timezone.now())
    assert loss_of(people.system, 90).unfinished is None
    assert "/use/definition/#start" in page_of(alice, "/silence/quiet-loss/?days=90")

    signed_up(person, 30)
    signed_up(person, 29, name="activated")
    read_silence(people.system, now=timezone.now())
    assert loss_of(people.system, 90).unfinished == 0
    signed_up(make_person(people.workspace), 40)
    read_silence(people.system, now=timezone.now())
    assert loss_of(people.system, 90).unfinished == 1
    assert "/use/unfinished/?days=90" in page_of(alice, "/silence/quiet-loss/?days=90")


def test_leavers_are_narrowed_by_what_they_met_last_and_whether_they_were_heard():
    def leaver(number, place, *, heard):
        return Leaver(
            kind="person", id=number, left_on="2026-10-01", told=True, heard=heard, value=None,
            place=place,
        )  # fmt: skip

    found = [leaver(1, "Shop", heard=True), leaver(2, "Shop", heard=False),
             leaver(3, "", heard=False)]  # fmt: skip
    assert [one.id for one in wanted_of(found, "Shop", "")] == [1, 2]
    assert [one.id for one in wanted_of(found, "", "no")] == [2, 3]
    assert [one.id for one in wanted_of(found, "Shop", "no")] == [2]
    assert wanted_of(found, "", "strange") == found


def test_the_silent_are_found_by_name(alice, people):
    for name in ("Jane Doe", "Tom Ford"):
        person = make_person(people.workspace, name=name)
        CustomerEvent.objects.bulk_create(
            CustomerEvent(
                workspace=people.workspace, person=person, name="visited", source="test",
                message_id=f"{name}-{day}", occurred_at=timezone.now() - timedelta(days=day),
            )
            for day in range(61, 300, 9)
        )  # fmt: skip
    read_silence(people.system, now=timezone.now())
    assert "Tom Ford" in page_of(alice, "/silence/?show=all")
    page = page_of(alice, "/silence/?show=all&q=jane")
    assert "Jane Doe" in page
    assert "Tom Ford" not in page


def test_where_nobody_came_back_yet_the_interval_says_how_little_is_known(alice, people):
    today = local_day(timezone.now(), people.workspace.zone)
    for _turn in range(6):
        SilentEpisode.objects.create(
            workspace=people.workspace, person=make_person(people.workspace),
            began_on=today - timedelta(days=100), last_seen=today - timedelta(days=140),
        )  # fmt: skip
    page = page_of(alice, "/silence/returned/")
    assert "0% (0% to 39%)" in page  # Wilson for none of six
    assert "0% (0% to 0%)" not in page


def make_health(people, **fields):
    company = make_company(people.workspace, name="Sora Foods")
    plain = {"as_of": NOW.date(), "looked_at": NOW, "quadrant": "unknown", "unit": company.pk}
    return CustomerHealth.objects.create(
        workspace=people.workspace, company=company, **(plain | fields)
    )


def test_inputs_of_health_lead_to_where_they_come_from_and_unknown_ones_to_what_helps(
    alice, people
):
    row = make_health(
        people, outcome=60.0, outcome_confidence=0.5, inputs={"kpi": [80.0, 60.0]},
        history=[["2026-10-22", 40.0, 0.5, None, 0.1, None]],
    )  # fmt: skip
    page = page_of(alice, reverse("company-health", args=[row.company_id]))
    assert reverse("company-outcome", args=[row.company_id]) in page
    assert f"{reverse('plan-new')}?company={row.company_id}" in page
    assert reverse("write-keys") in page
    assert f"{reverse('interview-new')}?company={row.company_id}" in page  # nobody confirmed it


def test_every_input_leads_to_a_page_that_is_there(alice, people):
    row = make_health(people)
    for one in INPUTS:
        address = input_place(one.key, "company", row.company_id, is_read=False)
        assert alice.get(address).status_code == 200, one.key
    for _labels, _words, address in ways_to_know(
        people.system, [one.key for one in INPUTS], "company", row.company_id
    ):
        assert alice.get(address).status_code == 200, address


def test_how_far_a_half_moved_is_told_only_where_enough_was_known_then(alice, people):
    known = {"kpi": [80.0, 60.0], "use": [60.0, 60.0], "rhythm": [85.0, 85.0]}
    row = make_health(people, outcome=78.0, outcome_confidence=0.6, inputs=known)
    address = reverse("company-health", args=[row.company_id])
    assert "+9 in 28 days" in page_of(alice, address)  # 3 of 7 parts of weight moved by 20
    row.inputs = {"kpi": [80.0, 60.0], "use": [60.0, None], "rhythm": [85.0, None]}
    row.save()
    assert "in 28 days" not in page_of(alice, address)


def test_a_reason_says_on_which_scale_it_stands():
    with translation.override("en"):
        assert reason_words({"code": "last_score", "value": 10.0}) == "last score: 10 of 100"
        assert reason_words({"code": "tenure", "value": 33.0}).endswith(": 33 days")


def test_the_page_of_models_leads_from_a_sign_to_its_customers(alice, people):
    sign = {"code": "silent", "share": 0.5, "low": 0.2, "high": 0.8, "base": 0.1,
            "flagged": 20, "customers": 12}  # fmt: skip
    BackTest.objects.create(
        workspace=people.workspace, run_at=NOW, horizon=90, signs=[sign],
        facts={"judged_from": "2026-01-05", "judged_to": "2026-08-24", "judged_rows": 9,
               "judged_left": 2, "customers": 5, "days": 36, "rows": 9, "base": 0.1},
    )  # fmt: skip
    page = page_of(alice, "/success/models/")
    assert "/success/?sign=silent" in page
    assert "5 Jan 2026" in page
    assert "2026-01-05" not in page


def test_a_lesson_becomes_an_initiative_with_an_owner(alice, people):
    lost = LostCustomer.objects.create(
        workspace=people.workspace, company=make_company(people.workspace), left_on=NOW.date(),
        how="left",
    )  # fmt: skip
    address = reverse("lost-customer", args=[lost.pk])
    assert "Make it an initiative" not in page_of(alice, address)
    lost.lesson = "Call sooner.\nBefore the third week."
    lost.save()
    page = page_of(alice, address)
    assert f"{reverse('initiative-new')}?title=Call+sooner." in page
    form = page_of(alice, f"{reverse('initiative-new')}?title=Call+sooner.&hypothesis=x")
    assert "Call sooner." in form


def test_a_forecast_leads_to_its_renewals_and_a_renewal_to_a_playbook(alice, people):
    company = make_company(people.workspace, name="Yamato Setsubi")
    due = timezone.now().date() + timedelta(days=20)
    make_contract(
        make_person(people.workspace, company=company), amount=120_000, period="year",
        starts_on=due - timedelta(days=730), renews_on=due,
    )  # fmt: skip
    refresh_revenue(people.system, now=timezone.now())
    assert 'href="/renewals/?view=30"' in page_of(alice, "/renewals/")
    page = page_of(alice, reverse("renewal", args=[Renewal.objects.get().pk]))
    assert f"{reverse('playbook-choose')}?company={company.pk}" in page
    assert f"{reverse('case-new')}?company={company.pk}" in page


@pytest.mark.parametrize("given", ["²", "9" * 5000, "-1", "x"])
def test_a_segment_that_is_no_number_splits_nothing(alice, people, given):
    assert alice.post("/success/models/split/", {"segment": given}).status_code == 302
