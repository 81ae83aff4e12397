"""The LINE account that a workspace enters itself: sealed, never shown, and the channel works."""

import pytest

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry, Workspace
from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import Refused
from emptychair.kit.sealing import seal, unseal
from emptychair.messaging.channels import is_channel_ready
from emptychair.messaging.errors import LineAccountInvalid
from emptychair.messaging.queries.line_account import LineSource, line_secrets, line_source
from emptychair.messaging.services.line_account import forget_line_account, set_line_account
from tests.line.conftest import say
from tests.line.line_server import SECRET, TOKEN, USER

PAGE = "/settings/texting/"


@pytest.fixture
def own(line, settings, people):
    """Nothing in the environment: the workspace entered its account."""
    settings.LINE_ACCOUNTS = {}
    set_line_account(access_of_user(people.alice), secret=SECRET, token=TOKEN)
    people.workspace.refresh_from_db()
    return line


def test_what_was_entered_sends_and_takes_in(own, ask, linked, tell):
    assert ask().asked
    assert own.pushes[0]["to"] == USER
    assert say(tell, "9").status_code == 200
    assert say(tell, "9", secret=SECRET[::-1]).status_code == 403


def test_the_database_alone_gives_nothing_away(own):
    stored = str(Workspace.objects.values_list("settings", flat=True))
    trail = str(AuditEntry.objects.values_list("before", "after"))
    for word in (SECRET, TOKEN):
        assert word not in stored
        assert word not in trail
    assert AuditEntry.objects.get(action="workspace.line_account_set").actor_label == "Alice"


def test_the_page_keeps_it_shows_it_never_and_throws_it_away(line, settings, client, people):
    settings.LINE_ACCOUNTS = {}
    client.force_login(people.alice)
    given = {"secret": SECRET, "token": TOKEN}
    assert client.post(f"{PAGE}line/account/", given).status_code == 302
    body = client.get(PAGE).content.decode()
    assert SECRET not in body
    assert TOKEN not in body
    client.post(f"{PAGE}line/account/forget/")
    people.workspace.refresh_from_db()
    assert line_source(access_of_user(people.alice)) is LineSource.NOBODY
    assert AuditEntry.objects.filter(action="workspace.line_account_removed").exists()


@pytest.mark.parametrize(
    ("secret", "token"), [("short", TOKEN), (SECRET, "x"), (SECRET, "あ" * 30)]
)
def test_what_can_be_no_account_is_refused_and_not_shown_again(
    line, settings, client, people, secret, token
):
    settings.LINE_ACCOUNTS = {}
    with pytest.raises(LineAccountInvalid):
        set_line_account(access_of_user(people.alice), secret=secret, token=token)
    client.force_login(people.alice)
    answer = client.post(f"{PAGE}line/account/", {"secret": secret, "token": token})
    assert answer.status_code == 422
    assert f'value="{secret}"' not in answer.content.decode()
    assert not is_channel_ready(people.system, "line")


def test_the_environment_wins(own, settings, people):
    settings.LINE_ACCOUNTS = {people.workspace.slug: ("of the operator", "their token")}
    assert line_secrets(people.system) == ("of the operator", "their token")
    assert line_source(access_of_user(people.alice)) is LineSource.OPERATOR


def test_under_another_key_it_cannot_be_opened_and_the_page_says_so(own, settings, people, client):
    old = str(settings.SECRET_KEY)
    settings.SECRET_KEY = old[::-1]
    assert not is_channel_ready(people.system, "line")
    assert line_source(access_of_user(people.alice)) is LineSource.UNREADABLE
    settings.SECRET_KEY_FALLBACKS = [old]
    assert line_secrets(people.system) == (SECRET, TOKEN)


def test_who_may_not_manage_the_workspace_neither_sets_nor_reads(own, people):
    bob = access_of_user(people.bob)
    for act in (
        lambda: set_line_account(bob, secret=SECRET, token=TOKEN),
        lambda: forget_line_account(bob),
        lambda: line_secrets(bob),
        lambda: line_source(bob),
    ):
        with pytest.raises(Refused):
            act()


def test_the_neighbours_do_not_send_from_it(own, people):
    assert line_secrets(Access.system(people.neighbours, "tests")) is None


def test_sealed_for_one_purpose_is_not_opened_for_another():
    sealed = seal("secret", purpose="a")
    assert sealed != seal("secret", purpose="a"), "never the same twice"
    assert unseal(sealed, purpose="a") == "secret"
    assert unseal(sealed, purpose="b") is None
    assert unseal(sealed[:-4] + "AAA=", purpose="a") is None
    assert unseal("", purpose="a") is None
