"""Made once a period and sent once to each reader, whatever crashes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from emptychair.digests import jobs
from emptychair.digests.errors import PeriodNotOver, StillBeingMade
from emptychair.digests.models import Digest, DigestFile, DigestIssue
from emptychair.digests.queries.digests import due_digests
from emptychair.digests.queries.files import content_of_file, path_of
from emptychair.digests.services import making
from emptychair.digests.services.digests import pause_digest, remove_digest, resume_digest
from emptychair.digests.services.making import LEASE, make_issue
from emptychair.digests.services.sending import send_issue, send_to_me
from emptychair.digests.services.upkeep import tidy_up
from emptychair.kit.periods import month_of
from emptychair.messaging.models import Message
from tests.people import NOW

DUE = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)  # 8 o'clock on the first of November in Tokyo
PAGE = "https://example.com/reports/issues/1/"


@pytest.fixture
def at(monkeypatch):
    def set_clock(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_clock


@pytest.fixture
def quick(monkeypatch):
    """Files of a few bytes: what is in them is told elsewhere."""
    monkeypatch.setattr(making, "write", lambda content, form: f"{form} {content.masked}".encode())


def test_the_hourly_look_sends_each_reader_one_mail(people, report, quick, at):
    report(addresses=("auditor@example.org",))
    at(DUE - timedelta(minutes=1))
    jobs.look_for_due()
    assert not DigestIssue.objects.exists()
    for hours in range(5):
        at(DUE + timedelta(hours=hours))
        jobs.look_for_due()
    assert DigestIssue.objects.count() == 1
    sent = sorted(Message.objects.values_list("to_address", flat=True))
    assert sent == ["alice@example.com", "ana@example.com", "auditor@example.org"]


def test_the_next_month_has_an_issue_of_its_own(people, report, quick, at):
    report()
    for moment in (DUE, DUE + timedelta(days=30, hours=1)):
        at(moment)
        jobs.look_for_due()
    assert list(DigestIssue.objects.order_by("first").values_list("period", flat=True)) == [
        "2026-10",
        "2026-11",
    ]


def test_what_was_due_before_it_was_set_up_is_not_made_up(people, report, quick):
    report(now=DUE + timedelta(minutes=1))
    assert not due_digests(people.system, now=NOW)
    assert due_digests(people.system, now=DUE + timedelta(days=31))


def test_resting_and_removed_ones_make_nothing_and_resumed_ones_do_not_catch_up(
    people, report, quick
):
    digest = report()
    pause_digest(people.system, digest, now=DUE - timedelta(days=1))
    assert not due_digests(people.system, now=NOW)
    resume_digest(people.system, digest, now=NOW)
    assert not due_digests(people.system, now=NOW)
    remove_digest(people.system, digest, now=NOW)
    assert not due_digests(people.system, now=DUE + timedelta(days=31))


def test_a_crash_between_the_files_leaves_nothing_half_made(
    people, report, october, data_folder, monkeypatch
):
    digest = report()
    calls = []

    def breaks(content, form):
        calls.append(form)
        if len(calls) == 2:
            raise MemoryError
        return b"x"

    monkeypatch.setattr(making, "write", breaks)
    with pytest.raises(MemoryError):
        make_issue(people.system, digest, october, now=NOW)
    assert DigestIssue.objects.get().made_at is None
    assert not DigestFile.objects.exists()
    issue, new = make_issue(people.system, digest, october, now=NOW)
    assert new
    assert issue.files.count() == 3
    assert make_issue(people.system, digest, october, now=NOW) == (issue, False)


def test_files_that_a_crash_left_are_swept(people, report, october, data_folder, quick):
    issue, _new = make_issue(people.system, report(), october, now=NOW)
    kept = issue.files.first()
    stray = path_of(people.system, "abcdef0123")
    stray.write_bytes(b"of nobody")
    tidy_up(people.system, now=datetime.now(UTC) + timedelta(days=3))
    assert not stray.exists()
    assert content_of_file(people.system, kept)


def test_while_one_worker_is_at_it_another_waits_and_takes_over_from_the_dead(
    people, report, october, quick
):
    digest = report()
    make_issue(people.system, digest, october, now=NOW)
    DigestIssue.objects.update(made_at=None, begun_at=NOW)
    with pytest.raises(StillBeingMade):
        make_issue(people.system, digest, october, now=NOW + LEASE - timedelta(seconds=1))
    _issue, new = make_issue(people.system, digest, october, now=NOW + LEASE + timedelta(seconds=1))
    assert new
    assert DigestFile.objects.count() == 3


def test_days_that_are_not_over_have_no_report(people, report):
    with pytest.raises(PeriodNotOver):
        make_issue(people.system, report(), month_of(NOW.date()), now=NOW)


def test_sending_twice_reaches_nobody_twice_and_a_new_reader_once(people, report, october, quick):
    from emptychair.digests.models import DigestRecipient

    digest = report()
    issue, _new = make_issue(people.system, digest, october, now=NOW)
    assert send_issue(people.system, issue, address=PAGE, now=NOW) == 2
    assert send_issue(people.system, issue, address=PAGE, now=NOW) == 0
    DigestRecipient.objects.create(workspace=people.workspace, digest=digest, user=people.bob)
    assert send_issue(people.system, issue, address=PAGE, now=NOW) == 1
    assert Message.objects.count() == 3


def test_who_may_not_see_names_gets_the_files_without_them(people, report, october, quick, mailing):
    digest = report(with_names=True, addresses=("auditor@example.org",))
    issue, _new = make_issue(people.system, digest, october, now=NOW)
    send_issue(people.system, issue, address=PAGE, now=NOW)
    got = {one.to[0]: one for one in mail.outbox}
    by_name = {to.split("<")[-1].strip(">"): one.attachments for to, one in got.items()}
    alice, ana = by_name["alice@example.com"], by_name["ana@example.com"]
    auditor = by_name["auditor@example.org"]
    assert len(alice) == len(ana) == len(auditor) == 3
    assert {one.content for one in alice} == {b"pdf False", b"xlsx False", b"pptx False"}
    assert {one.content for one in ana} == {b"pdf True", b"xlsx True", b"pptx True"}
    assert {one.content for one in auditor} == {one.content for one in ana}
    assert all(PAGE in one.body for one in got.values())


def test_a_report_without_names_names_nobody_to_anybody(people, report, october, quick):
    issue, _new = make_issue(people.system, report(), october, now=NOW)
    assert not issue.files.filter(with_names=True).exists()


def test_who_lost_the_right_gets_it_no_more(people, report, october, quick):
    from emptychair.accounts.models import Membership

    digest = report()
    issue, _new = make_issue(people.system, digest, october, now=NOW)
    Membership.objects.filter(user=people.ana).update(role="partner")
    send_issue(people.system, issue, address=PAGE, now=NOW)
    assert list(Message.objects.values_list("to_address", flat=True)) == ["alice@example.com"]


def test_a_try_goes_to_whoever_asks_and_leaves_the_issue_alone(people, report, quick):
    from emptychair.accounts.queries import access_of_user

    digest = report(addresses=("auditor@example.org",), with_names=True)
    ana = access_of_user(people.ana, slug="kitchen")
    for _twice in range(2):
        send_to_me(ana, digest, address=PAGE, now=NOW)
    message = Message.objects.get()
    assert message.to_address == "ana@example.com"
    assert message.files.count() == 3
    assert not DigestIssue.objects.exists()
    assert Digest.objects.get().issues.count() == 0
