"""Surveys, as the contact rule knows those who ask."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.messaging.askers import Theme, register_asker
from emptychair.messaging.rules.contact_rate import PastContact, PlannedAsk
from emptychair.surveys.queries.contacts import asked_and_answered, planned_asks, survey_themes


class SurveysAsk:
    """What surveys asked, and what their triggers and autopilots are about to ask."""

    def themes(self, access: Access) -> Mapping[str, Theme]:
        """All surveys."""
        return survey_themes(access)

    def contacts(
        self, access: Access, person_ids: Collection[int] | None, *, since: datetime
    ) -> Iterable[tuple[int, PastContact]]:
        """Invitations, and answers that came without one."""
        return asked_and_answered(access, person_ids, since=since)

    def planned(
        self, access: Access, person_ids: Collection[int] | None, *, until: datetime
    ) -> Iterable[tuple[int, PlannedAsk]]:
        """What waits."""
        return planned_asks(access, person_ids, until=until)


def let_surveys_ask() -> None:
    """Make surveys known to the contact rule."""
    register_asker("survey")(SurveysAsk)
