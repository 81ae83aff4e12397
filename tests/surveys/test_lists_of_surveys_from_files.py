"""The list of surveys, and who is heard, tell the same from files and what is newer."""

from datetime import timedelta

import pytest

from emptychair.analytics.live import live_tables
from emptychair.analytics.models import Snapshot
from emptychair.analytics.snapshots import take_snapshot
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.queries.heard import who_is_heard
from emptychair.surveys.datasets import LIVE_INVITATIONS
from emptychair.surveys.models import Invitation
from emptychair.surveys.queries import numbers_by_survey, survey_rows
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.people import NOW

pytestmark = pytest.mark.usefixtures("data_folder")


def fill(people):
    surveys = [make_survey(people.workspace) for _ in range(3)]
    for number in range(40):
        person = make_person(people.workspace)
        answered = NOW if number % 3 == 0 else None
        asked = make_invitation(
            surveys[number % 2],
            person,
            asked_at=NOW - timedelta(days=number, microseconds=number),
            answered_at=answered,
            reminders=number % 4,
        )
        if answered:
            make_response(
                surveys[number % 2],
                person,
                score=number % 11,
                invitation=asked,
                answered_at=NOW - timedelta(hours=1),
            )
    make_invitation(surveys[2], None, is_test=True, answered_at=NOW)
    return surveys


def told(people):
    today = local_day(NOW, people.workspace.zone)
    period = Period(today - timedelta(days=364), today + timedelta(days=1))
    heard = who_is_heard(people.system, period, margins=("segment",))
    waves = heard.late and [one.score for one in heard.late.waves]
    return (
        survey_rows(people.system),
        numbers_by_survey(people.system),
        (heard.people, heard.asked, heard.answered, heard.heard, waves),
    )


def test_they_are_the_same_from_a_snapshot_and_what_came_since(people):
    surveys, place = fill(people), people.workspace
    before = told(people)
    assert [(one.asked, one.answered) for one in before[0]] == [(20, 7), (20, 7), (0, 0)]
    assert len(before[2][-1]) == 3
    take_snapshot(LIVE_INVITATIONS, place.pk, place.zone)
    live_tables().pointers.forget()
    assert told(people) == before
    assert live_tables().pointers.opened(LIVE_INVITATIONS, place.pk, place.zone) is not None
    rows = Invitation.objects.filter(survey=surveys[0]).order_by("pk")
    rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:9])).update(reminders=2)
    rows.filter(answered_at=None)[0].delete()
    make_invitation(surveys[2], make_person(place), asked_at=NOW, answered_at=NOW)
    from_files = told(people)
    Snapshot.objects.all().delete()
    live_tables().pointers.forget()
    assert told(people) == from_files != before


def test_the_list_counts_no_invitation_in_the_database(people, django_assert_max_num_queries):
    fill(people)
    take_snapshot(LIVE_INVITATIONS, people.workspace.pk, people.workspace.zone)
    live_tables().pointers.forget()
    survey_rows(people.system)
    with django_assert_max_num_queries(3) as asked:
        survey_rows(people.system)
    assert not any("GROUP BY" in one["sql"] for one in asked.captured_queries)
