"""Records are changed by PATCH as on their pages: rights, rules, audit trail; once for a key."""

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.loop.models import Case
from emptychair.outcomes.models import KpiTerms
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case
from tests.people import NOW, make_secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(client, people):
    client.force_login(people.bob)
    return client


def patch(client, path, body, **headers):
    return client.patch(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_only_what_is_sent_of_a_person_is_changed_and_audited(bob, people):
    company = make_company(people.workspace)
    person = make_person(people.workspace, name="Jane Doe", region="Kobe", yearly_value=100)
    body = {"region": "Nara", "yearly_value": None, "owner_id": people.maya.pk}
    told = patch(bob, f"people/{person.pk}", body | {"company_id": company.pk}).json()
    person.refresh_from_db()
    assert (told["region"], told["name"], told["company_id"]) == ("Nara", "Jane Doe", company.pk)
    assert (person.yearly_value, person.owner) == (None, people.maya)
    entry = AuditEntry.objects.get(action="person.changed")
    assert (entry.before["region"], entry.after["region"]) == ("Kobe", "Nara")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"email": "nowhere"}, 422),
        ({"name": "", "email": "", "external_id": ""}, 422),
        ({"region": "x" * 90}, 422),
        ({"owner_id": 10**6}, 404),
        ({"company_id": 10**6}, 404),
    ],
)
def test_what_the_page_refuses_is_refused(bob, people, body, status):
    person = make_person(people.workspace, name="Jane Doe", external_id="J1")
    assert patch(bob, f"people/{person.pk}", body).status_code == status
    person.refresh_from_db()
    assert (person.name, person.external_id) == ("Jane Doe", "J1")


def test_a_company_gets_one_above_it_but_no_circle(bob, people):
    above, below = (make_company(people.workspace, name=name) for name in ("Above", "Below"))
    assert patch(bob, f"companies/{below.pk}", {"parent_id": above.pk}).status_code == 200
    assert patch(bob, f"companies/{above.pk}", {"parent_id": below.pk}).status_code in {409, 422}
    below.refresh_from_db()
    assert below.parent == above


def test_a_case_is_handed_over_closed_and_opened_again(bob, people):
    case = make_case(people.workspace, assignee=people.bob)
    body = {"assignee_id": people.maya.pk, "state": "closed", "outcome": "solved"}
    told = patch(bob, f"cases/{case.number}", body).json()
    assert told["state"] == "closed"
    case.refresh_from_db()
    assert (case.assignee, case.outcome) == (people.maya, "solved")
    assert patch(bob, f"cases/{case.number}", {"state": "open"}).json()["state"] == "open"
    assert AuditEntry.objects.filter(action="case.reopened").count() == 1


def test_of_a_change_that_fails_half_way_nothing_stays(bob, people):
    case = make_case(people.workspace, assignee=people.bob)
    body = {"assignee_id": None, "snoozed_until": "2020-01-01T00:00:00Z"}
    assert patch(bob, f"cases/{case.number}", body).status_code in {409, 422}
    assert Case.objects.get().assignee == people.bob


def test_another_target_of_a_kpi_is_kept_as_new_terms(bob, people):
    company = make_company(people.workspace)
    given = Agreed(name="Hires", start_value=2, target_value=10, formula="change * 3")
    kpi, _new = agree_kpi(people.system, given, company=company, now=NOW)
    told = patch(bob, f"kpis/{kpi.pk}", {"target_value": 12}).json()
    kpi.refresh_from_db()
    assert (told["name"], kpi.target_value, kpi.formula) == ("Hires", 12, "change * 3")
    assert KpiTerms.objects.filter(kpi=kpi).count() == 2
    assert patch(bob, f"kpis/{kpi.pk}", {"name": None}).status_code == 422


def test_nothing_of_a_neighbour_is_found_or_given_to_one(bob, people):
    theirs, ours = make_person(people.neighbours), make_person(people.workspace)
    firm, case = make_company(people.neighbours), make_case(people.workspace)
    their_case = make_case(people.neighbours, number=case.number + 100)
    for path in (f"people/{theirs.pk}", f"companies/{firm.pk}", f"cases/{their_case.number}"):
        assert patch(bob, path, {"region": "Kobe", "state": "closed"}).status_code == 404
    for body in ({"company_id": firm.pk}, {"owner_id": people.charlie.pk}):
        assert patch(bob, f"people/{ours.pk}", body).status_code == 404
    assert patch(bob, f"cases/{case.number}", {"assignee_id": people.charlie.pk}).status_code == 404


def test_who_may_only_read_changes_nothing(client, people):
    person = make_person(people.workspace, region="Nara")
    secret = make_secret(people.workspace, Permission.CUSTOMER_READ, now=timezone.now())
    told = patch(client, f"people/{person.pk}", {"region": "x"}, authorization=f"Bearer {secret}")
    client.force_login(people.ana)
    assert patch(client, f"people/{person.pk}", {"region": "Kobe"}).status_code == 403
    person.refresh_from_db()
    assert (told.status_code, person.region) == (403, "Nara")


def test_the_same_key_is_answered_with_what_was_answered(client, people):
    person = make_person(people.workspace, region="Kobe")
    scopes = (Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE)
    secret = make_secret(people.workspace, *scopes, now=timezone.now())
    headers = {"authorization": f"Bearer {secret}", "Idempotency-Key": "change-1"}
    first, again = (
        patch(client, f"people/{person.pk}", {"region": "Nara"}, **headers) for _ in range(2)
    )
    assert (first.status_code, first.json()) == (200, again.json())
    assert again["Idempotent-Replayed"] == "true"
    assert AuditEntry.objects.filter(action="person.changed").count() == 1
