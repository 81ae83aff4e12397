"""What the DNS of a sending domain says, read by a stand-in; nothing here asks the network."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emptychair.messaging.rules.dns_records import (
    Way,
    dkim_finding,
    dmarc_finding,
    spf_finding,
)

KEY = base64.b64encode(b"k" * 294).decode()
SHORT = base64.b64encode(b"k" * 162).decode()


def dns(entries):
    return lambda name: entries.get(name, [])


def spf(*entries, way=None, **others):
    found = {"example.com": [*entries, "unrelated=1"]} | others
    return spf_finding("example.com", way or Way(provider="postmark"), dns(found))


def test_a_missing_entry_is_written_for_our_way_of_sending():
    found = spf()
    assert (found.code, found.put) == ("spf_missing", "v=spf1 include:spf.mtasv.net ~all")


@pytest.mark.parametrize(
    ("way", "mechanism"),
    [
        (Way(host="smtp.gmail.com"), "include:_spf.google.com"),
        (Way(host="email-smtp.eu-west-1.amazonaws.com"), "include:amazonses.com"),
        (Way(host="mail.example.com"), "a:mail.example.com"),
        (Way(host="notgmail.com"), "a:notgmail.com"),
        (Way(host="localhost"), ""),
        (Way(provider="sendgrid"), "include:sendgrid.net"),
    ],
)
def test_our_way_is_known_by_provider_and_host(way, mechanism):
    assert way.mechanism == mechanism


def test_an_entry_without_us_keeps_what_it_has_and_gets_us():
    found = spf("v=spf1 include:_spf.google.com -all")
    assert found.code == "spf_without_us"
    assert found.put == "v=spf1 include:_spf.google.com include:spf.mtasv.net -all"


def test_we_may_stand_in_an_entry_that_is_included():
    found = spf(
        "v=spf1 include:ours.example.com -all",
        **{"ours.example.com": ["v=spf1 include:spf.mtasv.net ~all"]},
    )
    assert (found.code, found.put) == ("spf_good", "")


def test_two_entries_count_as_none_and_become_one():
    found = spf("v=spf1 a -all", "v=spf1 mx ~all")
    assert found.code == "spf_twice"
    assert found.put == "v=spf1 a mx include:spf.mtasv.net -all"


def test_an_entry_for_everybody_is_no_protection():
    found = spf("v=spf1 include:spf.mtasv.net +all")
    assert (found.code, found.put) == ("spf_everybody", "v=spf1 include:spf.mtasv.net ~all")


def test_more_than_ten_look_ups_break_the_entry():
    many = " ".join(f"include:{n}.example.com" for n in range(11))
    found = spf(f"v=spf1 include:spf.mtasv.net {many} -all")
    assert (found.code, found.parameters) == ("spf_too_long", {"count": 12, "most": 10})


def test_entries_that_include_each_other_end():
    found = spf(
        "v=spf1 include:a.example.com -all",
        **{"a.example.com": ["v=spf1 include:example.com -all"]},
    )
    assert found.code == "spf_without_us"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (f"v=DKIM1; k=rsa; p={KEY}", "dkim_good"),
        (f"k=rsa; p={KEY[:100]} {KEY[100:]}", "dkim_good"),
        (f"v=DKIM1; k=rsa; p={SHORT}", "dkim_small"),
        (f"v=DKIM1; k=ed25519; p={base64.b64encode(b'k' * 32).decode()}", "dkim_good"),
        (f"v=DKIM1; t=y; p={KEY}", "dkim_testing"),
        ("v=DKIM1; p=", "dkim_revoked"),
        ("v=DKIM1; p=not a key!", "dkim_broken"),
        ("something else", "dkim_missing"),
    ],
)
def test_the_key_of_the_selector_is_read(entry, code):
    found = dkim_finding("example.com", "pm", dns({"pm._domainkey.example.com": [entry]}))
    assert (found.code, found.name) == (code, "pm._domainkey.example.com")


def test_without_a_selector_nobody_can_look():
    assert dkim_finding("example.com", "", dns({})).code == "dkim_selector"


@pytest.mark.parametrize(
    ("entries", "code", "name"),
    [
        ({}, "dmarc_missing", "_dmarc.news.example.com"),
        ({"_dmarc.example.com": ["v=DMARC1; p=reject"]}, "dmarc_good", "_dmarc.example.com"),
        (
            {"_dmarc.news.example.com": ["v=DMARC1; p=none; rua=mailto:a@example.com"]},
            "dmarc_watching",
            "_dmarc.news.example.com",
        ),
        ({"_dmarc.news.example.com": ["v=DMARC1"]}, "dmarc_broken", "_dmarc.news.example.com"),
        (
            {"_dmarc.news.example.com": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]},
            "dmarc_twice",
            "_dmarc.news.example.com",
        ),
    ],
)
def test_the_rule_for_pretenders_is_read_also_from_the_domain_above(entries, code, name):
    found = dmarc_finding("news.example.com", "hello@example.com", dns(entries))
    assert (found.code, found.name) == (code, name)


def test_who_only_watches_is_told_the_next_step():
    entries = {"_dmarc.example.com": ["v=DMARC1; p=none; rua=mailto:a@example.com"]}
    found = dmarc_finding("example.com", "hello@example.com", dns(entries))
    assert (found.state, found.put) == ("quiet", "v=DMARC1; p=quarantine; rua=mailto:a@example.com")


@given(some.lists(some.text(max_size=60), max_size=4))
def test_whatever_stands_in_the_dns_is_read_without_breaking(entries):
    def texts(_name):
        return [
            *entries,
            *(f"v=spf1 {one}" for one in entries),
            *(f"v=DMARC1;{x}" for x in entries),
        ]

    way = Way(host="mail.example.com")
    findings = [
        spf_finding("example.com", way, texts),
        dkim_finding("example.com", "s1", lambda _name: [f"p={one}" for one in entries]),
        dmarc_finding("a.example.com", "x@example.com", texts),
    ]
    assert all(one.state in {"good", "quiet", "bad"} for one in findings)
