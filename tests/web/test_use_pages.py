"""Pages of product use and of write keys."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.customers.models import CustomerEvent
from emptychair.usage.models import AliasQuestion, CompanyUse, WriteKey
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.services.counting import count_new
from emptychair.usage.services.giving import give_use
from emptychair.usage.services.reading import read_companies, read_people
from emptychair.usage.types import GivenUse
from tests.factories.customers import make_company, make_event, make_person
from tests.segment.sending import send, track
from tests.usage.using import seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(people, client):
    client.force_login(people.alice)
    return client


def text(answer):
    return answer.content.decode()


def fill(people, count=3):
    today = timezone.localdate()
    companies = [make_company(people.workspace, name=f"Firm {n}") for n in range(count)]
    rows = [
        GivenUse(one.pk, today - timedelta(days=ago), 2 + n, 10 + n)
        for n, one in enumerate(companies)
        for ago in range(1, 30)
    ]
    give_use(people.system, rows, today=today, is_history=True)
    seats(companies[0], 10)
    read_companies(people.system, now=timezone.now())
    return companies


def test_the_list_shows_filters_sorts_and_links(people, owner):
    companies = fill(people)
    page = text(owner.get("/use/"))
    assert all(one.name in page for one in companies)
    unused = text(owner.get("/use/?view=unused"))
    assert "Firm 0" in unused
    assert "Firm 1" not in unused
    assert "Firm 2" in text(owner.get("/use/?q=irm 2&sort=name"))
    assert owner.get("/use/?q=nobody").status_code == 200
    part = owner.get("/use/?view=unused", headers={"hx-request": "true"})
    assert "<html" not in text(part)


def test_a_long_list_takes_few_questions(people, owner, django_assert_max_num_queries):
    fill(people, 60)
    owner.get("/use/")
    with django_assert_max_num_queries(30):
        page = owner.get("/use/")
    assert "?page=2" in text(page)


def test_the_list_as_a_file(people, owner):
    fill(people)
    lines = text(owner.get("/use/companies.csv")).splitlines()
    assert len(lines) == 4
    assert lines[0].lstrip("\ufeff").startswith("番号,お客様,28日のうち利用した日,利用者")


def test_empty_pages_say_what_to_do(people, owner):
    assert reverse("write-keys") in text(owner.get("/use/"))
    for address in ("/use/features/", "/use/trials/", "/use/definition/", "/use/keys/"):
        assert owner.get(address).status_code == 200


def test_one_company_week_by_week(people, owner):
    first, *_rest = fill(people)
    page = text(owner.get(f"/use/companies/{first.pk}/"))
    assert "<svg" in page
    nothing = make_company(people.workspace, name="Quiet")
    assert reverse("write-keys") in text(owner.get(f"/use/companies/{nothing.pk}/"))


def test_counting_now_counts(people, owner):
    person = make_person(people.workspace, company=make_company(people.workspace))
    make_event(person, occurred_at=timezone.now())
    assert owner.post("/use/count/").status_code == 302
    assert CompanyUse.objects.get().actions == 1


def test_rules_are_saved_and_said_what_is_wrong_with_them(people, owner):
    given = {"form": "rules", "rules": "page: * → Pages\nlogin -> -", "core": "Pages\n"}
    assert owner.post("/use/definition/", given).status_code == 302
    people.workspace.refresh_from_db()
    found = use_definition(people.system)
    assert [(one.pattern, one.feature) for one in found.rules] == [
        ("page: *", "Pages"),
        ("login", "-"),
    ]
    assert found.core == {"Pages"}
    bad = owner.post("/use/definition/", {"form": "rules", "rules": "page"})
    assert bad.status_code == 422
    start = {
        "form": "start", "trial_words": "Beta、 Probe", "trial_days": 14,
        "signup_event": "joined", "activated_event": "first_report", "activation_days": 3,
    }  # fmt: skip
    assert owner.post("/use/definition/", start).status_code == 302
    people.workspace.refresh_from_db()
    found = use_definition(people.system)
    assert (found.trial_words, found.trial_days) == (("beta", "probe"), 14)
    assert AuditEntry.objects.filter(action="use.defined").count() == 2


def test_a_key_is_made_shown_once_used_and_revoked(people, owner):
    page = text(owner.post("/use/keys/new/", {"name": "Shop", "kind": "server"}))
    key = WriteKey.objects.get()
    secret = page.split('id="secret" value="')[1].split('"')[0]
    assert secret.endswith(key.hint)
    assert f"analytics.write_key = &quot;{secret}&quot;" in page
    assert send(secret, "track", track()).status_code == 200
    assert CustomerEvent.objects.count() == 1
    listed = text(owner.get("/use/keys/"))
    assert "Shop" in listed
    assert secret not in listed
    assert owner.get(f"/use/keys/{key.pk}/revoke/").status_code == 200
    assert owner.post(f"/use/keys/{key.pk}/revoke/").status_code == 302
    assert send(secret, "track", track(number="m2")).status_code == 401


def test_a_key_needs_a_name(people, owner):
    assert owner.post("/use/keys/new/", {"name": " ", "kind": "server"}).status_code == 422
    assert not WriteKey.objects.exists()


def test_two_people_under_one_alias_are_decided_by_a_person(people, owner):
    one, two = make_person(people.workspace), make_person(people.workspace)
    asked = AliasQuestion.objects.create(
        workspace=people.workspace, first=one, second=two, asked_at=timezone.now()
    )
    page = text(owner.get("/use/keys/"))
    assert one.name in page
    assert two.name in page
    assert owner.post(f"/use/aliases/{asked.pk}/apart/").status_code == 302
    assert one.name not in text(owner.get("/use/keys/"))


def test_trials_are_shown_with_what_they_use(people, owner):
    company = make_company(people.workspace, name="Trying")
    seats(company, 1, amount=0, plan="Trial", starts_on=timezone.localdate() - timedelta(days=5))
    read_companies(people.system, now=timezone.now())
    page = text(owner.get("/use/trials/"))
    assert "Trying" in page


def test_a_workspace_without_companies_is_led_to_people_and_one_with_both_has_tabs(people, owner):
    household = make_person(people.workspace, name="Hana")
    make_event(household, name="opened", occurred_at=timezone.now() - timedelta(days=1))
    count_new(people.system, now=timezone.now())
    read_people(people.system, now=timezone.now())
    assert owner.get("/use/").url == "/use/people/"
    page = text(owner.get("/use/people/?sort=name"))
    assert reverse("person", args=[household.pk]) in page
    assert 'class="tabs" aria-label="Whose' not in page
    fill(people)
    assert "/use/people/" in text(owner.get("/use/"))
    assert "Hana" in text(owner.get("/use/people.csv"))
