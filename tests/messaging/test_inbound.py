"""Mail that comes in: whose it is, what it says, and what is let go."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.accounts.access import Access
from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Suppression
from emptychair.jobs.models import StoredEvent
from emptychair.kit.errors import Refused
from emptychair.messaging.errors import MailUnreadable, NoWorkspaceForMail
from emptychair.messaging.models import InboundMail, Message
from emptychair.messaging.queries import inbound_mail, reply_to_for
from emptychair.messaging.rules.incoming import read_mail
from emptychair.messaging.services.inbound import deliver_mail, receive_mail
from tests.factories.customers import make_person

HERE = "hello@example.com"


@pytest.fixture
def kitchen(people):
    people.workspace.sender_address = HERE
    people.workspace.save()
    return people


def make_mail(
    sender="Yamada <yamada@example.com>", to=HERE, text="火曜日でお願いします。", **headers
):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, headers.pop("subject", "Re: いかが")
    mail["Message-ID"] = headers.pop("header_id", "<answer-1@example.com>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def facts():
    rows = StoredEvent.objects.filter(name="messaging.mail_received").order_by("pk")
    return [row.payload for row in rows]


def test_an_answer_to_a_signed_address_belongs_to_its_case(kitchen):
    person = make_person(kitchen.workspace, email="yamada@example.com")
    to = reply_to_for(kitchen.system, "case:17")
    kept = receive_mail(kitchen.system, bytes(make_mail(to=to)))
    assert (kept.thread, kept.person, kept.text) == ("case:17", person, "火曜日でお願いします。")
    (fact,) = facts()
    assert (fact["inbound_id"], fact["thread"], fact["person_id"]) == (
        kept.pk,
        "case:17",
        person.pk,
    )


def test_the_same_mail_twice_is_one_row_and_one_fact(kitchen):
    raw = bytes(make_mail())
    assert receive_mail(kitchen.system, raw).pk == receive_mail(kitchen.system, raw).pk
    assert len(facts()) == 1
    nameless = raw.replace(b"Message-ID: <answer-1@example.com>\n", b"")
    assert receive_mail(kitchen.system, nameless).pk == receive_mail(kitchen.system, nameless).pk
    assert InboundMail.objects.count() == 2


def test_without_the_signed_address_the_header_tells_what_it_answers(kitchen, plan):
    message = plan(thread="case:9", purpose="reply")
    answer = make_mail(
        sender="another@example.com", References=f"<x@example.com> {message.message_id}"
    )
    kept = receive_mail(kitchen.system, bytes(answer))
    assert (kept.thread, kept.person_id, kept.answers) == ("case:9", message.person_id, message)


def test_otherwise_the_sender_is_looked_for_and_a_stranger_is_kept_too(kitchen):
    person = make_person(kitchen.workspace, email="yamada@example.com")
    kept = receive_mail(kitchen.system, bytes(make_mail(sender="YAMADA@example.com")))
    assert (kept.thread, kept.person) == ("", person)
    stranger = make_mail(sender="who@example.com", header_id="<2@example.com>")
    assert receive_mail(kitchen.system, bytes(stranger)).person is None


def test_a_forged_address_and_one_of_the_neighbours_open_nothing(kitchen):
    theirs = reply_to_for(Access.system(kitchen.neighbours, "t"), "case:17") or HERE
    kitchen.neighbours.sender_address = HERE
    theirs = reply_to_for(Access.system(kitchen.neighbours, "t"), "case:17")
    for number, to in enumerate((theirs, "hello+case.17-aaaaaaaaaaaaaaaa@example.com")):
        mail = make_mail(to=to, header_id=f"<{number}@example.com>")
        assert receive_mail(kitchen.system, bytes(mail)).thread == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_automatic_answers_are_let_go(kitchen, headers):
    assert receive_mail(kitchen.system, bytes(make_mail(**headers))) is None
    assert facts() == []


def test_our_own_mail_does_not_go_round(kitchen):
    assert receive_mail(kitchen.system, bytes(make_mail(sender=HERE))) is None


def test_a_person_may_say_that_no_machine_wrote(kitchen):
    assert receive_mail(kitchen.system, bytes(make_mail(Auto_Submitted="no")))


def make_bounce(header_id, *, status="5.1.1", action="failed"):
    return (
        "From: MAILER-DAEMON@example.com\nTo: hello@example.com\nSubject: failed\n"
        "Message-ID: <b@example.com>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; example.com\n\n"
        f"Final-Recipient: rfc822; x@example.com\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} no such user\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: {header_id}\n\n--b--\n"
    ).encode()


def test_a_notice_of_failure_marks_the_mail_and_closes_the_address(kitchen, mailing, plan):
    message = plan()
    assert receive_mail(kitchen.system, make_bounce(message.message_id)) is None
    message.refresh_from_db()
    assert (message.state, message.reason) == ("bounced", "came_back")
    assert "no such user" in message.reason_parameters["answer"]
    assert Suppression.objects.get().address == message.to_address
    assert InboundMail.objects.count() == 0


def test_a_notice_of_delay_is_no_failure(kitchen, mailing, plan):
    message = plan()
    receive_mail(kitchen.system, make_bounce(message.message_id, status="4.4.1", action="delayed"))
    assert Message.objects.get().state == "handed_over"
    assert not Suppression.objects.exists()


def test_a_forged_notice_about_a_mail_we_never_sent_changes_nothing(kitchen, mailing, plan):
    plan()
    receive_mail(kitchen.system, make_bounce("<guessed@example.com>"))
    assert Message.objects.get().state == "handed_over"


def test_a_complaint_closes_the_address(kitchen, mailing, plan):
    message = plan()
    report = (
        make_bounce(message.message_id)
        .replace(b"delivery-status;", b"feedback-report;")
        .replace(b"message/delivery-status", b"message/feedback-report")
    )
    receive_mail(kitchen.system, report)
    assert Message.objects.get().state == "complained"
    assert Suppression.objects.get().reason == "complained"


def test_attachments_are_named_and_not_kept(kitchen):
    mail = make_mail()
    mail.add_attachment(b"\x00secret", maintype="image", subtype="png", filename="写真 1.png")
    kept = receive_mail(kitchen.system, bytes(mail))
    assert kept.text == "火曜日でお願いします。\n\n[写真 1.png]"
    assert "secret" not in kept.raw


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("iso-2022-jp", "iso-2022-jp", "三点です。髙橋さん".replace("髙", "高")),
        ("shift_jis", "cp932", "①髙橋です。㈱ヤマト"),
        ("euc-jp", "euc_jp", "返事がありません"),
        ("utf-8", "utf-8", "絵文字も🙇できます"),
        ("us-ascii", "utf-8", "嘘の文字コード"),
        ("no-such-code", "cp932", "知らない文字コード"),
        ("", "iso-2022-jp", "名乗らない"),
    ],
)
def test_every_japanese_encoding_is_read_also_when_misnamed(charset, codec, text):
    kind = f'text/plain; charset="{charset}"' if charset else "text/plain"
    head = f"From: a@example.com\nMIME-Version: 1.0\nContent-Type: {kind}\n"
    raw = f"{head}Content-Transfer-Encoding: 8bit\n\n".encode() + text.encode(codec)
    assert read_mail(raw)[0].text == text


def test_iso_2022_jp_with_signs_of_windows_is_read():
    raw = b"From: a@example.com\nContent-Type: text/plain; charset=ISO-2022-JP\n\n"
    raw += b"\x1b$B-!K\\F|\x1b(B OK \x1b(IC=D\x1b(B"
    assert read_mail(raw)[0].text == "①本日 OK ﾃｽﾄ"


def test_headers_in_japanese_are_read_encoded_or_raw():
    for subject, name in (
        (b"=?ISO-2022-JP?B?GyRCJCIbKEI=?=", b"=?utf-8?b?5bGx55Sw?="),
        ("あ".encode(), "山田".encode()),
        ("あ".encode("cp932"), "山田".encode("cp932")),
    ):
        raw = b"Subject: " + subject + b"\nFrom: " + name + b" <a@example.com>\n\nx"
        read = read_mail(raw)[0]
        assert (read.subject, read.from_name, read.from_address) == ("あ", "山田", "a@example.com")


def test_an_html_mail_is_read_as_text(kitchen):
    mail = make_mail()
    mail.set_content(
        '<p>3点です。</p><blockquote type="cite">旧</blockquote>', subtype="html", charset="utf-8"
    )
    assert receive_mail(kitchen.system, bytes(mail)).text == "3点です。"


def test_what_is_no_mail_is_refused_and_nobody_without_the_right_brings_one(kitchen):
    with pytest.raises(MailUnreadable):
        receive_mail(kitchen.system, b"hello")
    with pytest.raises(Refused):
        receive_mail(access_of_user(kitchen.bob), bytes(make_mail()))


def test_a_mail_finds_its_workspace_by_the_address_it_was_sent_to(kitchen):
    nowhere = Access.system(None, "pipe")
    kept = deliver_mail(nowhere, bytes(make_mail(to=reply_to_for(kitchen.system, "case:3"))))
    assert (kept.workspace, kept.thread) == (kitchen.workspace, "case:3")
    lost = bytes(make_mail(to="lost@example.com", header_id="<3@example.com>"))
    with pytest.raises(NoWorkspaceForMail):
        deliver_mail(nowhere, lost)
    there = Access.system(kitchen.neighbours, "pipe")
    assert deliver_mail(nowhere, lost, to_workspace=there).workspace == kitchen.neighbours


def test_an_analyst_sees_a_mail_masked_and_the_neighbours_do_not_see_it(kitchen):
    from emptychair.kit.errors import NotFound

    make_person(kitchen.workspace, email="yamada@example.com", name="山田 太郎")
    mail = make_mail(sender='"山田 太郎" <yamada@example.com>', text="山田です。03-1234-5678へ。")
    kept = receive_mail(kitchen.system, bytes(mail))
    masked = inbound_mail(access_of_user(kitchen.ana), kept.pk)
    shown = f"{masked.from_name}{masked.from_address}{masked.text}{masked.raw}"
    assert "山田" not in shown
    assert "1234" not in shown
    with pytest.raises(NotFound):
        inbound_mail(access_of_user(kitchen.charlie), kept.pk)


@given(st.binary(max_size=600))
def test_no_bytes_break_the_reading(raw):
    read_mail(raw)
    read_mail(b"From: a@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + raw)
    read_mail(b"From: " + raw.replace(b"\n", b" ") + b"\nSubject: =?x?b?" + raw[:40] + b"?=\n\nx")


def test_one_mailbox_serves_all_workspaces_since_its_addresses_are_signed(kitchen, settings):
    settings.REPLY_ADDRESS = "reply@example.com"
    make_person(kitchen.neighbours, email="yamada@example.com")
    there = Access.system(kitchen.neighbours, "t")
    to = reply_to_for(there, "case:5")
    assert to.startswith("reply+case.5-")
    kept = deliver_mail(Access.system(None, "mailbox"), bytes(make_mail(to=to)))
    assert (kept.workspace, kept.thread) == (kitchen.neighbours, "case:5")
