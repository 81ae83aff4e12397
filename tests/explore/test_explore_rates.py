"""Response rates of Explore, from files and what is newer, are those of the database."""

from datetime import timedelta

import pytest

from emptychair.analytics.live import live_tables
from emptychair.analytics.models import Snapshot
from emptychair.analytics.snapshots import take_snapshot
from emptychair.metrics.datasets import LIVE_INVITATIONS
from emptychair.surveys.models import Invitation
from tests.explore.asked import ask
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey
from tests.people import NOW


@pytest.mark.usefixtures("data_folder")
def test_rates_are_the_same_from_a_snapshot_and_what_came_since(people):
    surveys = [make_survey(people.workspace) for _ in range(2)]
    for number in range(60):
        answered = {"answered_at": NOW} if number % 3 == 0 else {}
        asked = NOW - timedelta(days=number * 3)
        person = make_person(people.workspace)
        make_invitation(surveys[number % 2], person, asked_at=asked, **answered)

    def told():
        asked = {"metric": "rate", "rows": "survey", "cols": "month", "period": "365"}
        return {
            key: (cell.figure.n, cell.figure.value)
            for key, cell in ask(people.system, **asked).cells.items()
        }

    place, before = people.workspace, told()
    take_snapshot(LIVE_INVITATIONS, place.pk, place.zone)
    live_tables().pointers.forget()
    assert told() == before
    assert live_tables().pointers.opened(LIVE_INVITATIONS, place.pk, place.zone) is not None
    later = Invitation.objects.filter(answered_at=None).order_by("pk")
    later.filter(pk__in=list(later.values_list("pk", flat=True)[:7])).update(answered_at=NOW)
    Invitation.objects.filter(survey=surveys[1]).order_by("pk")[0].delete()
    make_invitation(surveys[0], make_person(people.workspace), answered_at=NOW)
    from_files = told()
    Snapshot.objects.all().delete()
    live_tables().pointers.forget()
    assert told() == from_files != before
