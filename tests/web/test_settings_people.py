import csv
import io
import re

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry, Membership, Team, Token
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import access_of_user
from emptychair.accounts.services.teams import create_team
from emptychair.accounts.services.tokens import authenticate_token


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def test_the_secret_of_a_token_is_shown_once_and_works(alice, people):
    words = {"name": "web shop", "days": "90", "scopes": ["report:read", "name:read"]}
    answer = alice.post("/settings/tokens/new/", words)
    secret = re.search(r"ec_[\w-]+", answer.content.decode()).group()
    access, _token = authenticate_token(secret, timezone.now())
    assert access.rights == {Permission.REPORT_READ, Permission.NAME_READ}
    assert "no-store" in answer["Cache-Control"]
    listed = alice.get("/settings/tokens/").content.decode()
    assert "web shop" in listed
    assert secret not in listed


def test_a_manager_cannot_hand_out_a_right_of_the_owner(client, people):
    client.force_login(people.maya)
    words = {"name": "x", "days": "90", "scopes": ["workspace:manage"]}
    assert client.post("/settings/tokens/new/", words).status_code == 422
    assert not Token.objects.exists()


def test_a_member_gets_another_role_and_is_removed_after_a_question(alice, people):
    bob = people.bob.pk
    alice.post(f"/settings/members/{bob}/role/", {"role": "analyst"})
    assert Membership.objects.get(user=bob).role == "analyst"
    assert "Bob" in alice.get(f"/settings/members/{bob}/remove/").content.decode()
    alice.post(f"/settings/members/{bob}/remove/")
    assert access_of_user(people.bob) is None


def test_a_team_is_made_filled_and_emptied_by_its_page(alice, people):
    alice.post("/settings/teams/", {"name": "Legal", "kind": "legal", "address": ""})
    team = Team.objects.get()
    page, words = f"/settings/teams/{team.pk}/", {"name": "Law", "kind": "legal"}
    alice.post(page, {**words, "members": [people.bob.pk, people.maya.pk]})
    assert access_of_user(people.bob).teams == {team.pk}
    alice.post(page, {**words, "members": [people.maya.pk]})
    assert not access_of_user(people.bob).teams
    answer = alice.post(page, {**words, "members": [people.charlie.pk]})
    assert answer.status_code == 422


def test_the_page_of_the_workspace_changes_it(alice, people):
    form = alice.get("/settings/workspace/").context["form"]
    words = {name: form[name].value() for name in form.fields}
    words |= {"name": "Kitchen & Co.", "work_days": ["0", "2"], "sender_name": "=cmd"}
    assert alice.post("/settings/workspace/", words).status_code == 302
    people.workspace.refresh_from_db()
    assert (people.workspace.name, people.workspace.work_days) == ("Kitchen & Co.", "02")
    late = words | {"work_from": "18:00", "work_to": "09:00"}
    assert alice.post("/settings/workspace/", late).status_code == 422


def test_the_profile_changes_name_and_language(alice, people):
    answer = alice.post("/settings/profile/", {"name": "Ali", "language": "en"})
    people.alice.refresh_from_db()
    assert (people.alice.name, people.alice.language) == ("Ali", "en")
    assert answer.cookies["emptychair_language"].value == "en"


def test_the_trail_as_a_file_has_no_formula_and_heeds_the_filter(alice, people):
    create_team(access_of_user(people.alice), name="=1+1")
    create_team(access_of_user(people.maya), name="Legal")
    query = f"?person={people.alice.pk}&action=team.created"
    answer = alice.get(f"/settings/audit/audit.csv{query}")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert rows[1][3] == "team.created"
    assert all(not cell.startswith(("=", "+", "@")) for cell in rows[1])


def test_the_trail_is_a_part_for_htmx_and_a_page_for_others(alice, people):
    part = alice.get("/settings/audit/", headers={"HX-Request": "true"}).content.decode()
    page = alice.get("/settings/audit/").content.decode()
    assert "<html" not in part
    assert "<html" in page
    assert "<table" in part


def test_a_date_that_is_none_shows_everything(alice, people):
    assert alice.get("/settings/audit/?since=never&person=x&subject=';--").status_code == 200


def test_long_lists_take_few_queries(alice, people, django_assert_max_num_queries):
    for number in range(20):
        create_team(people.system, name=f"Team {number}")
    for page in ("members", "teams", "tokens", "audit"):
        with django_assert_max_num_queries(12):
            assert alice.get(f"/settings/{page}/").status_code == 200


def test_the_index_shows_to_each_what_they_may_use(client, people):
    for user, sees in ((people.alice, True), (people.bob, False)):
        client.force_login(user)
        page = client.get("/settings/").content.decode()
        assert ("/settings/audit/" in page) is sees
        assert "/settings/profile/" in page


def test_nothing_is_written_by_looking(alice, people):
    before = AuditEntry.objects.count()
    for page in ("", "profile/", "members/", "teams/", "tokens/", "audit/", "workspace/"):
        alice.get(f"/settings/{page}")
    assert AuditEntry.objects.count() == before
