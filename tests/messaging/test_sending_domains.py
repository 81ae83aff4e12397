"""The domains we send from: named by the owner, looked up when asked and once a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import NotFound, Refused
from emptychair.messaging.errors import DomainInvalid, DomainKnown
from emptychair.messaging.jobs import check_domains
from emptychair.messaging.models import SendingDomain
from emptychair.messaging.name_lookup import NoAnswer, register_lookup
from emptychair.messaging.queries.domains import sending_domain, sending_domains
from emptychair.messaging.services.domains import (
    add_domain,
    change_domain,
    check_domain,
    remove_domain,
)

NOW = timezone.now()


def add(access, domain="example.com", **fields):
    return add_domain(access, domain=domain, now=NOW, **fields)


@pytest.fixture
def dns(monkeypatch):
    """A stand-in for the DNS; what is put into it is found."""
    entries = {}
    monkeypatch.setattr("emptychair.messaging.name_lookup._LOOKUPS", [])
    register_lookup(lambda name: entries.get(name, []))
    return entries


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Example.COM.", "example.com"),
        ("hello@example.com", "example.com"),
        ("例え.jp", "xn--r8jz45g.jp"),
        ("news.example.co.jp", "news.example.co.jp"),
    ],
)
def test_a_domain_is_understood_as_people_write_it(people, text, name):
    assert add(people.system, text).domain == name


@pytest.mark.parametrize("text", ["", "example", "exa mple.com", "-x.com", "x" * 250 + ".com"])
def test_what_is_no_domain_is_refused(people, text):
    with pytest.raises(DomainInvalid):
        add(people.system, text)


def test_the_selector_may_be_the_whole_name_of_the_entry(people):
    row = add(people.system, selector="PM._domainkey.example.com")
    assert row.selector == "pm"
    with pytest.raises(DomainInvalid):
        change_domain(people.system, row.pk, selector="a b", slow_start=False, now=NOW)


def test_a_new_domain_starts_slowly_and_a_known_one_does_not(people):
    assert add(people.system).slow_start_on is not None
    assert add(people.system, "other.example", is_new=False).slow_start_on is None


def test_the_same_domain_stands_in_the_list_once(people):
    add(people.system)
    with pytest.raises(DomainKnown):
        add(people.system)


def test_a_look_keeps_what_it_found(people, dns):
    dns["example.com"] = ["v=spf1 -all"]
    row = check_domain(people.system, add(people.system), now=NOW)
    (view,) = sending_domains(people.system, now=NOW)
    assert [one.subject for one in view.findings] == ["spf", "dkim", "dmarc"]
    assert row.checked_at == NOW
    assert not view.unanswered


def test_when_nobody_answers_what_was_known_stays(people, dns):
    row = check_domain(people.system, add(people.system), now=NOW)

    def nobody(_name):
        raise NoAnswer

    check_domain(people.system, row, now=NOW, lookup=nobody)
    (view,) = sending_domains(people.system, now=NOW)
    assert view.unanswered
    assert len(view.findings) == 3
    check_domain(people.system, row, now=NOW)
    assert not sending_domains(people.system, now=NOW)[0].unanswered


def test_domains_are_looked_up_again_each_day(people, dns):
    row = check_domain(people.system, add(people.system), now=NOW)
    SendingDomain.objects.update(checked_at=NOW - timedelta(days=1))
    dns["_dmarc.example.com"] = ["v=DMARC1; p=reject"]
    check_domains()
    row.refresh_from_db()
    assert row.findings["dmarc"]["code"] == "dmarc_good"


def test_the_slow_start_ends_and_begins_by_hand_and_is_audited(people):
    row = add(people.system)
    change_domain(people.system, row.pk, selector="", slow_start=False, now=NOW)
    row.refresh_from_db()
    assert row.slow_start_on is None
    remove_domain(people.system, row.pk)
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {
        "sending_domain.added",
        "sending_domain.changed",
        "sending_domain.removed",
    } <= actions


def test_only_the_owner_of_the_house_sees_its_domains(people):
    row = add(people.system)
    with pytest.raises(Refused):
        sending_domains(access_of_user(people.maya), now=NOW)
    with pytest.raises(NotFound):
        sending_domain(access_of_user(people.charlie), row.pk)
