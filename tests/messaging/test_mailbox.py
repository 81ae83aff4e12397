"""Reading a mailbox by IMAP, at a mailbox that only looks like one."""

import imaplib

import pytest

from emptychair.accounts.access import Access
from emptychair.messaging.jobs import fetch_mailbox
from emptychair.messaging.models import InboundMail
from emptychair.messaging.services.mailbox import Mailbox, fetch_mail

MAIL = b"From: a@example.com\nTo: hello@example.com\nMessage-ID: <%d@example.com>\n\nTuesday.\n"


class FakeMailbox:
    """As much of an IMAP server as we speak to."""

    def __init__(self, *mails):
        self.mails = {str(number): mail for number, mail in enumerate(mails, 1)}
        self.flags = {}
        self.calls = []

    def __call__(self, host, port, **_options):
        self.calls.append((host, port))
        return self

    def login(self, user, password):
        self.calls.append((user, password))

    def select(self, folder):
        self.calls.append(folder)

    def logout(self):
        self.calls.append("logout")

    def uid(self, command, *words):
        if command == "SEARCH":
            new = [one for one in self.mails if one not in self.flags]
            return "OK", [" ".join(new).encode()]
        if command == "FETCH":
            return "OK", [(b"1 (BODY[] {9}", self.mails[words[0]]), b")"]
        self.flags[words[0]] = words[2]
        return "OK", [None]


@pytest.fixture
def mailbox(monkeypatch, people):
    people.workspace.sender_address = "hello@example.com"
    people.workspace.save()

    def put(*mails):
        made = FakeMailbox(*mails)
        monkeypatch.setattr(imaplib, "IMAP4_SSL", made)
        return made

    return put


def test_new_mail_is_taken_in_and_marked_as_read(mailbox):
    box = mailbox(MAIL % 1, MAIL % 2)
    url = "imaps://me%40example.com:p%3Aw@imap.example.com/Answers%20in"
    assert fetch_mail(Access.system(None, "t"), url) == 2
    assert box.calls[:3] == [
        ("imap.example.com", 993),
        ("me@example.com", "p:w"),
        '"Answers in"',
    ]
    assert box.calls[-1] == "logout"
    assert set(box.flags.values()) == {r"(\Seen)"}
    assert fetch_mail(Access.system(None, "t"), url) == 0
    assert InboundMail.objects.count() == 2


def test_a_mail_that_cannot_be_read_is_flagged_and_the_others_go_on(mailbox):
    box = mailbox(b"no mail at all", MAIL % 1)
    assert fetch_mail(Access.system(None, "t"), "imaps://u:p@imap.example.com") == 1
    assert box.flags == {"1": r"(\Seen \Flagged)", "2": r"(\Seen)"}


def test_after_a_crash_the_same_mail_changes_nothing(mailbox):
    box = mailbox(MAIL % 1)
    fetch_mail(Access.system(None, "t"), "imaps://u:p@imap.example.com")
    box.flags.clear()
    fetch_mail(Access.system(None, "t"), "imaps://u:p@imap.example.com")
    assert InboundMail.objects.count() == 1


def test_the_job_reads_where_a_mailbox_is_named_and_rests_where_none_is(mailbox, settings):
    box = mailbox(MAIL % 1)
    fetch_mailbox()
    assert box.calls == []
    settings.MAILBOX_URL = "imaps://u:p@imap.example.com/?workspace=kitchen"
    fetch_mailbox()
    assert InboundMail.objects.count() == 1


def test_a_mailbox_of_a_workspace_that_is_not_there_is_left_alone(mailbox):
    mailbox(MAIL % 1)
    with pytest.raises(ValueError, match="nowhere"):
        fetch_mail(Access.system(None, "t"), "imaps://u:p@imap.example.com/INBOX?workspace=nowhere")
    assert not InboundMail.objects.exists()


@pytest.mark.parametrize("url", ["https://example.com", "imaps://imap.example.com", "imaps://"])
def test_an_address_that_is_no_mailbox_is_refused(url):
    with pytest.raises(ValueError, match="imaps://"):
        Mailbox.from_url(url)
