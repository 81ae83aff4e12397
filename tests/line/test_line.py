"""LINE: linked by its own flow, asked with buttons, answered; nothing is written after a stop."""

import re
from datetime import timedelta

import pytest

from emptychair.customers.models import ChannelAddress, Consent, Suppression
from emptychair.loop.models import Case
from emptychair.messaging.links import link_nonce, link_token
from emptychair.messaging.models import InboundText, Message
from emptychair.messaging.services.delivering import send_due_messages
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Invitation, Response
from tests.line.conftest import NOON, press, say
from tests.line.line_server import SECRET, USER


def test_linked_by_lines_own_flow_and_known_from_then_on(line, tell, client, people, jane):
    personal = link_token(people.workspace.pk, jane.pk)
    page = client.get(f"/line/link/{personal}/").content.decode()
    word = re.search(r"readonly>(link:\S+)</textarea>", page)[1]
    say(tell, word)
    link = re.search(r"https?://[^/]+(/line/link/\S+)", line.texts[0])[1]
    dialog = client.get(link).content.decode()
    assert "https://access.line.me/dialog/bot/accountLink?linkToken=NMZ" in dialog
    nonce = re.search(r"nonce=([^\"&]+)", dialog)[1]
    for _ in range(2):
        tell("accountLink", link={"result": "ok", "nonce": nonce}, event_id="link-1", at=NOON)
    found = ChannelAddress.objects.get()
    assert (found.person, found.address, found.unlinked_at) == (jane, USER, None)
    assert Consent.objects.get().given
    assert not InboundText.objects.exists(), "the word is no message for a colleague"


@pytest.mark.parametrize("link", [{"result": "failed"}, {"result": "ok"}])
def test_a_link_that_failed_or_that_we_did_not_begin_links_nobody(line, tell, people, jane, link):
    nonce = link_nonce(people.workspace.pk, jane.pk) if link["result"] == "failed" else "made.up.x"
    tell("accountLink", link={**link, "nonce": nonce})
    assert not ChannelAddress.objects.exists()


def test_a_link_into_another_workspace_links_nobody(line, tell, people, jane):
    tell(
        "accountLink", link={"result": "ok", "nonce": link_nonce(people.workspace.pk + 1, jane.pk)}
    )
    assert not ChannelAddress.objects.exists()


@pytest.mark.parametrize("token", ["made-up", "made.up.token"])
def test_a_page_of_nobody_is_not_there(client, people, token):
    assert client.get(f"/line/link/{token}/").status_code == 404


def test_a_button_is_the_score_and_the_next_text_the_why(line, tell, ask, linked, jane):
    assert ask().asked
    assert Invitation.objects.get().channel == "line"
    labels = [i["action"]["label"] for i in line.pushes[0]["messages"][0]["quickReply"]["items"]]
    assert labels == [str(score) for score in range(11)]
    for _ in range(2):
        press(tell, line, 9, event_id="press-1")
    response = Response.objects.get()
    assert (response.score, response.person, response.channel) == (9, jane, "line")
    assert len(line.pushes) == 2
    say(tell, "親切でした")
    response.refresh_from_db()
    assert (response.comment, bool(response.finished_at)) == ("親切でした", True)
    assert not Case.objects.exists()


def test_another_button_changes_the_score(line, tell, ask, linked):
    ask()
    press(tell, line, 9)
    press(tell, line, 7)
    assert Response.objects.get().score == 7


def test_a_button_of_somebody_elses_invitation_counts_nothing(line, tell, ask, linked, people):
    ask()
    Invitation.objects.filter().update(message=None)
    token = token_for(people.workspace.pk, Invitation.objects.get().pk)
    tell("postback", postback={"data": f"score=0&token={token}"})
    tell("postback", postback={"data": "score=0&token=made.up"})
    assert not Response.objects.exists()


def test_a_call_that_line_did_not_sign_is_refused(line, tell, client, people):
    assert say(tell, "9", secret=SECRET[::-1]).status_code == 403
    assert client.post("/line/events/nobody/", b"{}", content_type="a/b").status_code == 404
    assert not InboundText.objects.exists()


def test_who_blocks_us_is_asked_by_mail_and_by_line_again_when_they_come_back(
    line, tell, ask, linked
):
    tell("unfollow", at=NOON - timedelta(hours=2))
    linked.refresh_from_db()
    assert linked.unlinked_at
    ask()
    assert Invitation.objects.get().channel == "email"
    tell("follow", at=NOON - timedelta(hours=1))
    linked.refresh_from_db()
    assert linked.unlinked_at is None
    tell("unfollow", at=NOON - timedelta(hours=3))  # told late
    linked.refresh_from_db()
    assert linked.unlinked_at is None


def test_stop_by_words(line, tell, ask, linked):
    ask()
    say(tell, "配信停止")
    assert Suppression.objects.get().channel == "line"
    assert not ask(occasion="event:2").asked


@pytest.mark.parametrize(
    ("answer", "became"),
    [
        ((429, "You have reached your monthly limit."), ("refused", "quota")),
        ((429, "The API rate limit has been exceeded."), ("planned", "server_busy")),
        ((401, "Authentication failed"), ("planned", "server_busy")),
        (
            (400, "The property, 'to', in the request body is invalid"),
            ("bounced", "address_refused"),
        ),
        ((400, "The request body has 1 error(s)"), ("refused", "provider_refused")),
        ((500, "Internal error"), ("unknown", "cut_off")),
    ],
)
def test_what_line_says_no_with(line, ask, linked, answer, became):
    line.refusals.append(answer)
    ask()
    message = Message.objects.get()
    assert (message.state, message.reason) == became
    assert not line.pushes


def test_a_line_that_breaks_leaves_it_unknown_and_a_second_try_by_hand_arrives_once(
    line, ask, linked, people
):
    line.breaks = 1
    ask()
    assert Message.objects.get().state == "unknown"
    send_due_messages(people.system)
    assert len(line.pushes) == 1, "not tried again by itself"
    Message.objects.update(state="planned", leased_at=None, send_after=NOON)
    send_due_messages(people.system)
    assert Message.objects.get().state == "handed_over"
    assert len(line.pushes) == 1, "LINE knew its key"


def test_without_an_account_it_stays_in_the_outbox(ask, linked, settings):
    settings.LINE_ACCOUNTS = {}
    ask()
    assert Message.objects.get().provider_id == "outbox"
