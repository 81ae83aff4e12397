"""Nobody can tell later whose an anonymous answer was, with all tables and logs before them."""

import itertools
import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import models

from emptychair.analytics.live import LiveTables
from emptychair.analytics.models import RowChange
from emptychair.analytics.snapshots import take_snapshot
from emptychair.analytics.untold import NO_MOMENT, NO_RELATION
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.datasets import LIVE_INVITATIONS
from emptychair.surveys.jobs import blur_answers
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Answer, Invitation, Response, Visit
from emptychair.surveys.services.unnamed import random_number
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_invitation, make_response, make_survey

TOKYO = ZoneInfo("Asia/Tokyo")
ASKED = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 22, 0, 0, tzinfo=TOKYO)
SCORES = (0, 3, 6, 8, 9, 10)
NAMES = ("Aiko", "Bunta", "Chie", "Daigo", "Emi", "Fumio", "Goro", "Hana")


@pytest.fixture
def asked(people):
    company = make_company(people.workspace, name="Kita")
    survey = make_survey(people.workspace, privacy="anonymous", reminder_days=3, reminders_most=2)
    return [
        make_invitation(
            survey,
            make_person(people.workspace, name=name, company=company, segment=f"rare-{name}"),
            language="ja" if name != "Emi" else "en",
            asked_at=ASKED,
            expires_at=datetime(2027, 1, 1, tzinfo=UTC),
            next_reminder_at=datetime(2026, 12, 1, tzinfo=UTC),
        )
        for name in NAMES
    ]


def link(invitation) -> str:
    return f"/a/{token_for(invitation.workspace_id, invitation.pk)}/"


def begin(client, invitation) -> str:
    answer = client.post(link(invitation))
    assert answer.status_code == 302
    return answer["Location"].partition("?")[0]


def give(client, address: str, score: int, words: str):
    return client.post(
        address,
        {"page": "page", "shown": "score why", "q-score": str(score), "q-why": words, "go": "next"},
    )


def all_answer(client, asked, time_machine) -> list[str]:
    """Six of eight, each at a moment of their own, in an order of their own."""
    tickets = []
    for turn, (invitation, score) in enumerate(zip(reversed(asked), SCORES, strict=False)):
        time_machine(datetime(2026, 11, 22, 9, 7 * turn + 1, 13, tzinfo=TOKYO))
        client.get(link(invitation))
        address = begin(client, invitation)
        time_machine(datetime(2026, 11, 22, 9, 7 * turn + 3, 29, tzinfo=TOKYO))
        client.get(address)
        assert give(client, address, score, f"words {score}").status_code == 302
        tickets.append(address)
    return tickets


@pytest.fixture
def time_machine(monkeypatch):
    def go(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return go


def rows_of_everything():
    """Every row of every table, as text and as values."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.all():
            yield model, row


def test_beginning_uses_the_link_up_and_says_nothing_of_when(client, asked, time_machine):
    time_machine(datetime(2026, 11, 22, 14, 30, tzinfo=TOKYO))
    before = Invitation.objects.get(pk=asked[0].pk)
    page = client.get(link(asked[0]))
    assert page.status_code == 200
    assert Invitation.objects.get(pk=asked[0].pk).answered_at is None
    address = begin(client, asked[0])
    after = Invitation.objects.get(pk=asked[0].pk)
    assert address.startswith("/n/")
    assert after.answered_at == after.asked_at
    assert after.changed_at == before.changed_at
    assert (after.started_at, after.finished_at, after.next_reminder_at) == (None, None, None)
    assert client.post(link(asked[0])).status_code == 409
    assert client.get(link(asked[0])).status_code == 409


def test_the_same_ticket_is_one_answer_and_changes_it_that_day(client, asked, time_machine):
    time_machine(datetime(2026, 11, 22, 9, 1, tzinfo=TOKYO))
    address = begin(client, asked[0])
    give(client, address, 3, "slow")
    time_machine(datetime(2026, 11, 22, 18, 1, tzinfo=TOKYO))
    give(client, address, 4, "")
    answer = Response.objects.get()
    assert (answer.score, answer.comment) == (4, "")
    assert answer.changed_at == MIDNIGHT
    assert [one.question for one in Answer.objects.all()] == ["score"]
    time_machine(datetime(2026, 11, 23, 9, 0, tzinfo=TOKYO))
    assert client.get(address).status_code == 409
    assert give(client, address, 0, "").status_code == 409
    assert Response.objects.get().score == 4


def test_no_row_of_any_table_leads_from_a_person_to_an_answer(client, asked, time_machine, caplog):
    caplog.set_level(logging.DEBUG)
    known = {(model, row.pk) for model, row in rows_of_everything()}
    tickets = all_answer(client, asked, time_machine)
    answers = list(Response.objects.all())
    assert sorted(one.score for one in answers) == list(SCORES)
    ours = {str(one.pk) for one in answers}
    secrets = [address.split("/")[2] for address in tickets]
    new = [(m, row) for m, row in rows_of_everything() if (m, row.pk) not in known]
    assert {model for model, _row in new} == {Response, Answer, RowChange}
    [counter] = RowChange.objects.all()  # a number that rises, for those who keep rows in memory
    assert (counter.relation, counter.row_id, counter.at) == (NO_RELATION, len(SCORES), NO_MOMENT)
    counter.delete()
    for model, row in rows_of_everything():
        for field in model._meta.concrete_fields:
            value = field.value_from_object(row)
            if isinstance(value, datetime) and (model, row.pk) not in known:
                assert value == MIDNIGHT, (model, field.name)
            assert not any(one in str(value) for one in secrets), (model, field.name)
            if model is not Answer and model is not Response:
                assert str(value) not in ours, (model, field.name)
    for one in answers:
        row = {field.name: field.value_from_object(one) for field in one._meta.concrete_fields}
        people = ("person", "company", "invitation", "collector", "told_at", "corrected_at")
        assert not any(row[name] for name in people)
        assert (one.segment, one.properties) == ("", {})
    said = caplog.text
    assert not any(one in said for one in secrets)
    assert not any(link(one) in said for one in asked)
    assert not Visit.objects.exists()


def test_notes_for_snapshots_tell_neither_moment_nor_order(
    client, people, asked, time_machine, data_folder
):
    place = people.workspace
    survey = make_survey(place)
    named = make_invitation(survey, make_person(place), asked_at=ASKED)
    make_response(survey, None, answered_at=ASKED)
    for source in (LIVE_INVITATIONS, LIVE_ANSWERS):
        take_snapshot(source, place.pk, place.zone)
    named.reminders = 1
    named.save(update_fields=["reminders", "changed_at"])
    for address in all_answer(client, asked, time_machine):
        give(client, address, 5, "said again")
    told, *rest = RowChange.objects.exclude(relation=NO_RELATION).order_by("-pk")
    assert (told.row_id, told.pk > 0) == (named.pk, True)
    noted = {one.row_id for one in rest}
    answers = set(Response.objects.exclude(survey=survey).values_list("pk", flat=True))
    assert noted >= answers
    assert noted - answers == {one.pk for one in asked[2:]}
    assert all(one.pk < 0 for one in rest)
    midnights = {one.at for one in rest}  # by the clock of the database
    assert all((at.hour, at.minute, at.second, at.microsecond) == (0,) * 4 for at in midnights)
    assert told.at < min(midnights) <= told.at + timedelta(days=1)
    for taken in (None, take_snapshot(LIVE_INVITATIONS, place.pk, place.zone)):
        tables = LiveTables()
        now = tables.table(LIVE_INVITATIONS, place.pk, place.zone)
        used = tables.fetch(now, ("used",), lambda table: table.filter(table.answered_at.notnull()))
        assert len(used) == len(SCORES), taken


def test_who_keeps_invitations_in_memory_hears_of_those_that_were_used(
    client, people, asked, time_machine
):
    tables, place = LiveTables(), people.workspace
    time_machine(datetime(2026, 11, 22, 9, 1, tzinfo=TOKYO))

    def used() -> int:
        tables.pointers.forget()
        now = tables.table(LIVE_INVITATIONS, place.pk, place.zone)
        found = tables.fetch(
            now, ("used",), lambda table: table.filter(table.answered_at.notnull())
        )
        return len(found)

    assert used() == 0
    begin(client, asked[0])
    assert used() == 1


def test_order_and_numbers_tell_nothing(client, asked, people, time_machine):
    named = make_survey(people.workspace)
    numbers = []
    for turn, (invitation, score) in enumerate(zip(asked, SCORES, strict=False)):
        time_machine(datetime(2026, 11, 22, 9, turn + 1, tzinfo=TOKYO))
        numbers.append(make_response(named, None).pk)
        give(client, begin(client, invitation), score, f"words {score}")
    # Numbers of named answers go on one by one: no anonymous one stands between two of them.
    assert [b - a for a, b in itertools.pairwise(numbers)] == [1] * (len(numbers) - 1)
    ours = Response.objects.filter(survey=asked[0].survey)
    assert all(-(2**52) <= one.pk < 0 for one in ours)
    assert all(one.pk < 0 for one in Answer.objects.all())
    drawn = [random_number() for _turn in range(400)]
    ups = sum(b > a for a, b in itertools.pairwise(drawn))
    assert 140 < ups < 260  # neither rising nor falling
    # Sorted by anything there is, answers of one day cannot be told apart.
    for name in ("created_at", "changed_at", "answered_at", "started_at", "finished_at"):
        assert len(set(ours.values_list(name, flat=True))) == 1
        assert len(set(Answer.objects.values_list("created_at", "changed_at"))) == 1


def test_a_join_by_day_finds_everybody_for_every_answer(client, asked, time_machine):
    all_answer(client, asked, time_machine)
    used = Invitation.objects.filter(answered_at__isnull=False)
    moments = [
        field.name
        for field in Invitation._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]
    for name, other in itertools.product(moments, ("created_at", "answered_at", "finished_at")):
        days = Counter(
            moment.astimezone(TOKYO).date()
            for moment in used.values_list(name, flat=True)
            if moment is not None
        )
        for answer in Response.objects.all():
            together = days[getattr(answer, other).astimezone(TOKYO).date()]
            assert together in {0, len(SCORES)}, (name, other)


def test_traits_stay_only_where_enough_who_began_share_them(client, asked, time_machine):
    all_answer(client, asked, time_machine)
    # Emi alone began in English; Japanese was known once five had begun with it.
    kept = Counter(Response.objects.values_list("language", flat=True))
    assert kept["en"] == 0
    assert kept["ja"] <= 1
    assert set(Response.objects.values_list("segment", flat=True)) == {""}


def test_too_few_asked_and_nobody_begins(client, people, time_machine):
    time_machine(datetime(2026, 11, 22, 9, 1, tzinfo=TOKYO))
    survey = make_survey(people.workspace, privacy="anonymous")
    alone = make_invitation(survey, make_person(people.workspace), asked_at=ASKED, language="ja")
    assert client.post(link(alone)).status_code == 409
    alone.refresh_from_db()
    assert alone.answered_at is None


def test_what_breaks_is_logged_without_its_address(
    client, asked, time_machine, monkeypatch, caplog
):
    time_machine(datetime(2026, 11, 22, 9, 1, tzinfo=TOKYO))
    address = begin(client, asked[0])

    def broken(*_said, **_named):
        raise RuntimeError

    monkeypatch.setattr("emptychair.web.respond.anonymous.respond", broken)
    client.raise_request_exception = False
    assert client.get(address).status_code == 500
    assert "emptychair.errors" in {record.name for record in caplog.records}
    assert address.split("/")[2] not in "".join(r.getMessage() for r in caplog.records)


def test_when_the_day_is_over_tickets_go_and_small_days_are_merged(client, asked, time_machine):
    for day, part in ((20, asked[:2]), (21, asked[2:5]), (22, asked[5:6])):
        for invitation in part:
            time_machine(datetime(2026, 11, day, 9, 1, tzinfo=TOKYO))
            give(client, begin(client, invitation), 5, "")
    time_machine(datetime(2026, 11, 24, 9, 1, tzinfo=TOKYO))
    blur_answers()
    days = Counter(
        one.astimezone(TOKYO).day for one in Response.objects.values_list("answered_at", flat=True)
    )
    assert days == {21: 5, 22: 1}  # the last one waits for others
    assert set(Response.objects.values_list("external_id", flat=True)) == {""}
    for answer in Answer.objects.select_related("response"):
        assert answer.created_at == answer.changed_at == answer.response.answered_at
    used = Invitation.objects.filter(answered_at__isnull=False)
    assert all(one.answered_at == one.asked_at for one in used)


def days_counted(tables, people):
    place = people.workspace
    tables.pointers.forget()
    now = tables.table(LIVE_ANSWERS, place.pk, place.zone)
    rows = tables.fetch(now, ("days",), lambda table: table)
    return Counter(row["day"].day for row in rows)


def test_whoever_kept_the_answers_counts_them_on_the_day_they_were_moved_to(
    client, people, asked, time_machine, data_folder
):
    tables = LiveTables()
    for day, part in ((20, asked[:2]), (21, asked[2:5])):
        for invitation in part:
            time_machine(datetime(2026, 11, day, 9, 1, tzinfo=TOKYO))
            give(client, begin(client, invitation), 5, "")
    assert days_counted(tables, people) == {20: 2, 21: 3}
    time_machine(datetime(2026, 11, 24, 9, 1, tzinfo=TOKYO))
    blur_answers()
    assert days_counted(tables, people) == {21: 5}


def test_a_snapshot_taken_further_holds_them_on_that_day_too(
    client, people, asked, time_machine, data_folder
):
    place = people.workspace
    for day, part in ((20, asked[:2]), (21, asked[2:5])):
        for invitation in part:
            time_machine(datetime(2026, 11, day, 9, 1, tzinfo=TOKYO))
            give(client, begin(client, invitation), 5, "")
    moment = datetime(2026, 11, 21, 9, 0, tzinfo=TOKYO)
    make_response(make_survey(people.workspace), None, answered_at=moment)
    assert take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
    time_machine(datetime(2026, 11, 24, 9, 1, tzinfo=TOKYO))
    blur_answers()
    assert days_counted(LiveTables(), people) == {21: 6}
    assert take_snapshot(LIVE_ANSWERS, place.pk, place.zone).changed
    assert days_counted(LiveTables(), people) == {21: 6}
    take_snapshot(LIVE_ANSWERS, place.pk, place.zone, anew=True)
    assert days_counted(LiveTables(), people) == {21: 6}


def test_expired_links_say_so(client, asked, time_machine):
    time_machine(datetime(2027, 2, 1, tzinfo=UTC) + timedelta(days=1))
    assert client.get(link(asked[0])).status_code == 410
    assert client.post(link(asked[0])).status_code == 410
