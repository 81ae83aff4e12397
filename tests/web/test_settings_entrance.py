import re
from urllib.parse import parse_qs, urlsplit

import pytest

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry, Membership, User, Workspace
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.queries import access_of_user
from emptychair.accounts.rules.entrance import DEMO_ADDRESS
from emptychair.accounts.services.workspaces import add_member
from tests.people import NOW, make_secret, make_workspace

PASSWORD = "an empty chair at every table"  # noqa: S105 - made up
SIGN_UP = {
    "name": "Yuki",
    "email": "yuki@example.com",
    "password1": PASSWORD,
    "workspace": "山田商店",
    "time_zone": "Asia/Tokyo",
}


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/account/sign-in/", {"login": email, "password": password, **more})


def invite(client, email, role="member"):
    """The link, which is shown where no mail is sent."""
    answer = client.post("/settings/members/", {"email": email, "role": role}, follow=True)
    return re.search(r"/account/invitation/[\w-]+/", answer.content.decode()).group()


def test_a_visitor_is_sent_to_sign_in_and_comes_back_to_the_page(client, people):
    answer = client.get("/settings/audit/?action=team.created")
    assert answer.status_code == 302
    asked = urlsplit(answer["Location"])
    assert asked.path == "/account/sign-in/"
    back = parse_qs(asked.query)["next"]
    assert back == ["/settings/audit/?action=team.created"]
    people.alice.set_password(PASSWORD)
    people.alice.save()
    assert sign_in(client, people.alice.email, next=back[0])["Location"] == back[0]


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client, people):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/?a=1"}
    answer = client.get("/settings/audit/", headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/account/sign-in/?next=/settings/%3Fa%3D1"


def test_machines_are_told_instead_of_sent_anywhere(client, people):
    assert client.get("/api/v1/me").status_code == 401
    headers = {"authorization": "Bearer ec_wrong"}
    assert client.get("/settings/", headers=headers).status_code == 401


def test_somebody_without_a_workspace_makes_their_first(client, people):
    client.force_login(people.dave)
    assert client.get("/settings/")["Location"] == "/settings/workspaces/"
    words = {"name": "Dave's", "time_zone": "Europe/London"}
    assert client.post("/settings/workspaces/", words).status_code == 302
    membership = Membership.objects.get(user=people.dave)
    assert (membership.role, membership.workspace.name) == ("owner", "Dave's")
    assert client.get("/settings/").status_code == 200


def test_the_first_person_signs_up_with_a_workspace_and_the_second_cannot(client, db):
    answer = client.post("/account/sign-up/", SIGN_UP)
    assert answer.status_code == 302, answer.context["form"].errors
    user = User.objects.get(email="yuki@example.com")
    access = access_of_user(user)
    assert (access.workspace.name, user.name) == ("山田商店", "Yuki")
    assert access.may(Permission.WORKSPACE_MANAGE)
    assert client.get("/settings/").status_code == 200
    client.logout()
    client.post("/account/sign-up/", SIGN_UP | {"email": "other@example.com"})
    assert User.objects.count() == 1


@pytest.mark.parametrize(("sign_up", "count"), [("open", 2), ("closed", 1)])
def test_an_operator_opens_or_closes_the_sign_up(client, people, settings, sign_up, count):
    settings.SIGN_UP = sign_up
    client.post("/account/sign-up/", SIGN_UP)
    names = ["alice", "yuki"]
    emails = [f"{name}@example.com" for name in names]
    assert User.objects.filter(email__in=emails).count() == count


def test_people_of_the_demo_do_not_count_as_the_first(client, people):
    Workspace.objects.update(is_demo=True)
    people.dave.delete()
    client.post("/account/sign-up/", SIGN_UP)
    assert User.objects.filter(email="yuki@example.com").exists()


def test_a_short_password_is_refused_with_a_reason(client, db):
    answer = client.post("/account/sign-up/", SIGN_UP | {"password1": "short"})
    assert answer.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_signing_in_is_noted_and_sets_the_language(client, people):
    people.alice.set_password(PASSWORD)
    people.alice.language = "en"
    people.alice.save()
    assert sign_in(client, "ALICE@example.com").status_code == 302
    entry = AuditEntry.objects.get(action="member.signed_in")
    assert (entry.workspace, entry.actor_id) == (people.workspace, people.alice.pk)
    assert entry.after == {"method": "password"}
    assert client.cookies["emptychair_language"].value == "en"


def test_guessing_passwords_is_slowed_down(client, people):
    people.alice.set_password(PASSWORD)
    people.alice.save()
    for _guess in range(6):
        sign_in(client, "alice@example.com", "wrong")
    answer = sign_in(client, "alice@example.com")
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in client.session


def test_a_new_colleague_signs_up_by_the_link_and_is_in(client, people):
    client.force_login(people.alice)
    link = invite(client, "yuki@example.com", "manager")
    client.logout()
    page = client.get(link, follow=True)
    assert "yuki@example.com" in page.content.decode()
    words = {key: SIGN_UP[key] for key in ("name", "email", "password1")}
    assert client.post("/account/sign-up/", words).status_code == 302
    membership = Membership.objects.get(user__email="yuki@example.com")
    assert (membership.workspace, membership.role) == (people.workspace, "manager")
    assert client.session["workspace"] == "kitchen"


def test_the_link_makes_no_account_under_another_address(client, people):
    client.force_login(people.alice)
    link = invite(client, "yuki@example.com")
    client.logout()
    client.get(link)
    words = {key: SIGN_UP[key] for key in ("name", "password1")}
    answer = client.post("/account/sign-up/", {**words, "email": "thief@example.com"})
    assert answer.context["form"].errors["email"]
    assert not User.objects.filter(email="thief@example.com").exists()


def test_somebody_who_has_an_account_joins_with_one_click(client, people):
    client.force_login(people.alice)
    link = invite(client, "dave@example.com")
    client.force_login(people.dave)
    client.get(link)
    assert client.post("/account/invitation/").status_code == 302
    assert client.get("/api/v1/me").json()["workspace"]["slug"] == "kitchen"


def test_who_is_signed_in_under_another_address_is_told_so(client, people):
    client.force_login(people.alice)
    link = invite(client, "dave@example.com")
    client.force_login(people.charlie)
    page = client.get(link, follow=True).content.decode()
    assert "charlie@example.com" in page
    assert "dave@example.com" in page
    assert client.post("/account/invitation/").status_code == 409


def test_switching_goes_to_my_workspaces_only(client, people):
    add_member(people.system, people.charlie, role=Role.MEMBER)
    client.force_login(people.charlie)
    assert client.post("/settings/workspaces/switch/", {"workspace": "kitchen"}).status_code == 302
    assert client.get("/api/v1/me").json()["workspace"]["slug"] == "kitchen"
    client.force_login(people.dave)
    assert client.post("/settings/workspaces/switch/", {"workspace": "kitchen"}).status_code == 404


@pytest.fixture
def demo(people, settings):
    settings.DEMO_SIGN_IN = True
    visitor = User.objects.create_user(DEMO_ADDRESS, name="Visitor")
    for language in ("ja", "en"):
        place = make_workspace(f"demo-{language}")
        place.is_demo, place.language = True, language
        place.save()
        add_member(Access.system(place, "tests"), visitor, role=Role.OWNER)
    add_member(people.system, visitor, role=Role.OWNER)  # by mistake
    return visitor


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_visitor_of_the_demo_is_let_into_the_one_in_their_language(client, demo, language):
    answer = client.get("/settings/", headers={"accept-language": language})
    assert answer.status_code == 200
    assert client.session["workspace"] == f"demo-{language}"


def test_the_visitor_of_the_demo_cannot_go_anywhere_else(client, people, demo):
    client.get("/settings/")
    client.post("/settings/workspaces/switch/", {"workspace": "kitchen"})
    assert client.get("/api/v1/me").status_code == 403


def test_the_door_of_the_demo_is_shut_by_default_and_for_machines(client, people, demo, settings):
    assert client.get("/api/v1/me").status_code == 401
    settings.DEMO_SIGN_IN = False
    assert client.get("/settings/").status_code == 302


def test_access_is_asked_for_once_a_request(rf, people, django_assert_max_num_queries):
    from emptychair.http.access import access_from

    request = rf.get("/")
    request.user, request.session = people.alice, {}
    with django_assert_max_num_queries(2):
        first, second = access_from(request), access_from(request)
    assert first is second
    secret = make_secret(people.neighbours, Permission.REPORT_READ, now=NOW, days=9000)
    request = rf.get("/", headers={"authorization": f"Bearer {secret}"})
    request.user, request.session = people.alice, {}
    assert access_from(request).workspace == people.neighbours
