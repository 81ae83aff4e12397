"""When messages leave, in the zone of whoever gets them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import ChannelAddress
from emptychair.kit.days_off import public_holidays
from emptychair.kit.errors import Refused
from emptychair.messaging.errors import SendHoursInvalid
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.queries.windows import next_send_time
from emptychair.messaging.rules.phones import international
from emptychair.messaging.rules.windows import (
    SendHours,
    SendWindow,
    next_moment,
    quiet_spans,
    written_spans,
)
from emptychair.messaging.services.rule import change_send_hours
from tests.factories.customers import make_company, make_person

TOKYO = ZoneInfo("Asia/Tokyo")
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # 18:00 in Tokyo; Monday is a holiday


@pytest.fixture
def usual_hours(people):
    people.workspace.settings = {**people.workspace.settings, "send_hours": {}}
    people.workspace.save()
    return people


def next_for(people, person, *, channel="email", now=SUNDAY):
    return next_send_time(people.system, person, channel=channel, now=now)


def test_after_a_weekend_and_a_holiday_mail_leaves_on_tuesday_morning(usual_hours):
    person = make_person(usual_hours.workspace)
    assert next_for(usual_hours, person) == datetime(2026, 11, 24, 5, 0, tzinfo=TOKYO)


def test_a_telephone_rings_later_than_a_mail_arrives(usual_hours):
    person = make_person(usual_hours.workspace)
    early = datetime(2026, 11, 25, 6, 0, tzinfo=TOKYO)
    assert next_for(usual_hours, person, now=early) == early
    assert next_for(usual_hours, person, channel="sms", now=early).astimezone(TOKYO).hour == 9
    assert next_for(usual_hours, person, channel="widget", now=early) == early


def test_the_zone_of_the_customer_counts_then_that_of_the_company(usual_hours):
    berlin = ZoneInfo("Europe/Berlin")
    company = make_company(usual_hours.workspace, time_zone="Europe/Berlin")
    wednesday = datetime(2026, 11, 25, 6, 0, tzinfo=TOKYO)  # 22:00 on Tuesday in Berlin
    for person in (
        make_person(usual_hours.workspace, time_zone="Europe/Berlin"),
        make_person(usual_hours.workspace, company=company),
        make_person(usual_hours.workspace, company=company, time_zone="Not/AZone"),
    ):
        expected = datetime(2026, 11, 25, 5, 0, tzinfo=berlin)
        if person.time_zone == "Not/AZone":
            expected = wednesday  # a zone nobody knows: the workspace's
        assert next_for(usual_hours, person, now=wednesday) == expected


def test_the_quiet_days_over_new_year_are_kept(usual_hours):
    owner = access_of_user(usual_hours.alice)
    change_send_hours(
        owner,
        mail=(time(9), time(18)),
        phone=(time(10), time(17)),
        every_day=True,
        on_holidays=True,
        quiet="12/29-1/3",
    )
    usual_hours.workspace.refresh_from_db()
    person = make_person(usual_hours.workspace)
    eve = datetime(2026, 12, 29, 1, 0, tzinfo=TOKYO)
    assert next_for(usual_hours, person, now=eve) == datetime(2027, 1, 4, 9, 0, tzinfo=TOKYO)


def test_hours_that_end_before_they_begin_are_refused_and_a_manager_may_not_set_any(usual_hours):
    plain = {"every_day": False, "on_holidays": False, "quiet": ""}
    with pytest.raises(SendHoursInvalid):
        change_send_hours(
            access_of_user(usual_hours.alice),
            mail=(time(18), time(9)),
            phone=(time(9), time(18)),
            **plain,
        )
    with pytest.raises(Refused):
        change_send_hours(
            access_of_user(usual_hours.maya),
            mail=(time(9), time(18)),
            phone=(time(9), time(18)),
            **plain,
        )


def test_a_survey_waits_for_the_window_and_a_test_does_not(usual_hours, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUNDAY)
    from emptychair.messaging.models import Message
    from emptychair.surveys.services.asking import ask_person
    from emptychair.surveys.services.dispatch import send_test
    from tests.factories.surveys import make_survey

    survey, person = make_survey(usual_hours.workspace), make_person(usual_hours.workspace)
    assert ask_person(usual_hours.system, survey, person, occasion="a", now=SUNDAY).asked
    assert Message.objects.get(person=person).send_after == datetime(
        2026, 11, 24, 5, 0, tzinfo=TOKYO
    )
    test = send_test(
        usual_hours.system, survey, to_address="a@example.com", language="ja", now=SUNDAY
    )
    assert test.message.send_after == SUNDAY


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu"]),
    st.times(),
    st.times(),
)
def test_whatever_the_window_the_moment_lies_in_it(now, zone, one, other):
    window = SendWindow(
        zone=ZoneInfo(zone),
        opens=min(one, other),
        closes=max(one, other),
        days=frozenset(range(5)),
        days_off=public_holidays("JP"),
        quiet=quiet_spans("12/29-1/3, 8/13〜8/16"),
    )
    moment = next_moment(window, now)
    assert moment >= now
    if one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0):
        return  # too short to be one
    local = moment.astimezone(window.zone)
    if moment - now < timedelta(days=300):
        assert window.is_open_on(local.date())


def test_spans_are_read_as_people_write_them():
    assert quiet_spans("12/29〜1/3、8/13から8/16 and 2-30 to 3-1") == (
        ((12, 29), (1, 3)),
        ((8, 13), (8, 16)),
    )
    assert written_spans(quiet_spans("12-29 to 01-03")) == "12/29-1/3"


def test_hours_that_make_no_sense_are_as_usual():
    assert SendHours.from_settings({"mail_from": "soon", "every_day": "yes"}) == SendHours()


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("090-1234-5678", "JP", "+819012345678"),
        ("０９０（１２３４）５６７８", "JP", "+819012345678"),
        ("+81 (0)90 1234 5678", "US", "+819012345678"),
        ("0044 20 7946 0000", "JP", "+442079460000"),
        ("555 0100", "ZZ", ""),
        ("ask my wife", "JP", ""),
    ],
)
def test_a_number_is_written_as_networks_want_it(written, country, number):
    assert international(written, country) == number


def test_where_somebody_is_reached(people):
    person = make_person(people.workspace, phone="090-1234-5678")
    assert channel_address(people.system, person, "email") == person.email
    assert channel_address(people.system, person, "sms") == "+819012345678"
    assert channel_address(people.system, person, "line") == ""
    row = ChannelAddress.objects.create(
        workspace=people.workspace,
        person=person,
        channel="line",
        address="U123",
        linked_at=SUNDAY,
    )
    assert channel_address(people.system, person, "line") == "U123"
    row.unlinked_at = SUNDAY
    row.save()
    assert channel_address(people.system, person, "line") == ""
