"""The effect of an initiative in the browser."""

from datetime import timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.effects.models import EffectDesign, EffectDesignChange, EffectVerdict
from emptychair.effects.services.designs import choose_design
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_initiative
from tests.factories.mix import ENDS, START, months_of_two_kinds
from tests.people import NOW

FORM = {
    "design": "holdout", "draw_by": "person", "held_out": "50", "worth": "5", "segment": "",
    "companies": "", "hour_costs": "6000", "other_costs": "",
}  # fmt: skip


@pytest.fixture
def initiative(people):
    return make_initiative(people.workspace, title="暦の予約")


@pytest.fixture
def address(initiative):
    return f"/initiatives/{initiative.number}/effect/"


def days(first: int, last: int) -> dict[str, str]:
    from django.utils import timezone

    today = timezone.localdate()
    plain = {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}
    return {name: day.isoformat() for name, day in plain.items()}


def test_the_initiative_leads_to_its_effect_and_that_says_what_each_design_could_see(
    client, people, initiative, address
):
    client.force_login(people.bob)
    assert address in client.get(f"/initiatives/{initiative.number}/").content.decode()
    page = client.get(address).content.decode()
    assert f"{address}design/" in page
    assert page.count("<tr>") == 5  # a heading and four designs


def test_a_design_is_chosen_and_the_page_waits_for_the_start(client, people, address):
    client.force_login(people.bob)
    done = client.post(f"{address}design/", FORM | days(3, 90))
    assert done.status_code == 302
    design = EffectDesign.objects.get()
    assert (design.held_out_share, float(design.hour_costs)) == (0.5, 6000)
    page = client.get(address).content.decode()
    assert f"{address}verdict/" not in page  # nothing to decide before the start


def test_after_the_start_the_form_asks_for_a_reason(client, people, address):
    make_company(people.workspace, external_id="C-1")
    client.force_login(people.bob)
    first = FORM | {"design": "differences", "companies": "C-1"} | days(-20, 60)
    client.post(f"{address}design/", first)
    form = client.get(f"{address}design/").content.decode()
    assert 'name="reason"' in form
    assert "C-1" in form
    refused = client.post(f"{address}design/", first | days(-20, 90))
    assert refused.status_code == 200
    client.post(f"{address}design/", first | days(-20, 90) | {"reason": "休業日"})
    assert EffectDesignChange.objects.get().reason == "休業日"
    wrong = client.post(f"{address}design/", first | {"companies": "C-404", "reason": "x"})
    assert wrong.status_code == 200
    assert "errorlist" in wrong.content.decode()


def test_a_verdict_against_the_numbers_needs_a_note(client, people, initiative, address):
    client.force_login(people.bob)
    client.post(f"{address}design/", FORM | days(-60, -1))
    page = client.get(address)
    assert page.status_code == 200
    given = {"verdict": "helped", "decision": "keep", "note": ""}
    assert client.post(f"{address}verdict/", given).status_code == 200
    assert not EffectVerdict.objects.exists()
    done = client.post(f"{address}verdict/", given | {"note": "三社が更新した"})
    assert done.status_code == 302
    assert "三社が更新した" in client.get(address).content.decode()


def test_the_draw_is_a_list_without_names_for_who_may_not_see_them(client, people, initiative):
    bob = access_of_user(people.bob)
    start = NOW.date()
    choose_design(
        bob, initiative, now=NOW, design="holdout", starts_on=start,
        ends_on=start + timedelta(days=30),
    )  # fmt: skip
    for number in range(12):
        make_person(people.workspace, name=f"=1+{number}", external_id=f"P{number}")
    client.force_login(people.maya)
    answer = client.get(f"/initiatives/{initiative.number}/effect/held-out.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 13
    assert all("'=1+" in line for line in lines[1:])
    groups = {line.rsplit(",", 1)[1] for line in lines[1:]}
    assert len(groups) == 2


def test_who_may_not_see_scores_sees_the_design_only(client, people, initiative, address):
    bob = access_of_user(people.bob)
    start = NOW.date() - timedelta(days=400)
    choose_design(
        bob, initiative, now=NOW, design="series", starts_on=start,
        ends_on=start + timedelta(days=30),
    )  # fmt: skip
    client.force_login(people.ana)
    page = client.get(address).content.decode()
    assert f"{address}verdict/" not in page
    assert f"{address}design/" not in page


def test_the_page_says_who_answered_and_shows_both_readings(
    client, people, initiative, address, django_assert_max_num_queries
):
    months_of_two_kinds(people)
    bob = access_of_user(people.bob)
    choose_design(bob, initiative, now=NOW, design="series", starts_on=START, ends_on=ENDS)
    client.force_login(people.bob)
    with django_assert_max_num_queries(30):
        page = client.get(address).content.decode()
    assert "お客様の種別「法人」からの回答は、開始前は全体の20%、開始後は60%です" in page
    card = page[page.index('id="mix"') :]
    assert (
        card.index("開始前の割合にそろえる") < card.index("判定に使う") < card.index("集まったまま")
    )
    english = client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "was 20% of the answers before the start and is 60% after it" in english


def test_what_was_agreed_is_kept_by_the_form_and_changed_by_it(client, people, address):
    client.force_login(people.bob)
    client.post(f"{address}design/", FORM | days(3, 90))
    assert EffectDesign.objects.get().mix == "before"
    client.post(f"{address}design/", FORM | days(3, 90) | {"mix": "answered"})
    client.post(f"{address}design/", FORM | days(3, 91))
    assert EffectDesign.objects.get().mix == "answered"
    form = client.get(f"{address}design/").content.decode()
    assert '<option value="answered" selected>' in form


def test_few_questions_to_the_database(client, people, address, django_assert_max_num_queries):
    client.force_login(people.bob)
    client.post(f"{address}design/", FORM | days(-60, -1))
    client.get(address)
    with django_assert_max_num_queries(30):
        client.get(address)
