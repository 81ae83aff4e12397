"""Each number of the months of trials leads to its trials."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from emptychair.kit.periods import local_day
from emptychair.usage.services.reading import read_companies, read_people
from tests.factories.customers import make_contract, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, people, settings):
    client.force_login(people.alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def today(people):
    return local_day(timezone.now(), people.workspace.zone)


@pytest.fixture
def trials(people, today):
    """One that pays, one that ended, one that runs, and the months in which they began."""
    begun = [today - timedelta(days=days) for days in (100, 100, 3)]
    names = ("Pays Doe", "Ended Ford", "Runs Gray")
    found = [make_person(people.workspace, name=name, owner=people.bob) for name in names]
    for person, day in zip(found, begun, strict=True):
        make_contract(person, plan="Trial", amount=0, starts_on=day)
    make_contract(found[0], plan="Team", amount=5000, starts_on=begun[0] + timedelta(days=20))
    return found, [f"{day:%Y-%m}" for day in begun]


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.mark.parametrize("is_read", [False, True])
def test_numbers_of_a_month_lead_to_the_trials_they_count(alice, people, trials, is_read):
    if is_read:
        read_companies(people.system, now=timezone.now())
        read_people(people.system, now=timezone.now())
    (_pays, ended, _runs), (first, _same, last) = trials
    there = reverse("use-trial-list")
    page = page_of(alice, reverse("use-trials"))
    for address in (f"{there}?month={first}&state=paid", f"{there}?month={last}&state=running"):
        assert f'href="{address}"' in page
    everybody = page_of(alice, f"{there}?month={first}&state=")
    assert "Pays Doe" in everybody
    assert "Ended Ford" in everybody
    assert "Runs Gray" not in everybody
    unpaid = page_of(alice, f"{there}?month={first}&state=ended")
    assert "Pays Doe" not in unpaid
    assert f"{reverse('case-new')}?person={ended.pk}" in unpaid
    assert str(people.bob) in unpaid
    for wrong in ("?month=2026-13", "?month=x&state=y"):
        assert "Runs Gray" in page_of(alice, there + wrong)


def test_the_list_of_trials_as_a_file(alice, trials):
    file = alice.get(reverse("use-trial-file") + "?state=paid").content.decode("utf-8-sig")
    lines = file.strip().splitlines()
    assert len(lines) == 2
    assert ",Pays Doe," in lines[1]


def test_who_may_see_no_names_sees_none_among_trials(client, people, trials):
    client.force_login(people.ana)
    assert "Gray" not in page_of(client, reverse("use-trial-list"))


def test_a_long_list_of_trials_takes_few_questions(
    alice, people, today, django_assert_max_num_queries
):
    for number in range(30):
        person = make_person(people.workspace, name=f"P {number}")
        make_contract(person, plan="Trial", amount=0, starts_on=today - timedelta(days=number))
    alice.get(reverse("use-trial-list"))
    with django_assert_max_num_queries(25):
        alice.get(reverse("use-trial-list"))
