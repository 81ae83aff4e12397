"""What the contact rule would have said of mails that were never sent, day by day, in order."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.services.mails import letter_for
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import Definition, Step, StepKind
from emptychair.customers.models import Person
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.services.contact import ContactWish, preview_contact
from emptychair.messaging.types import ContactReason, Purpose

PURPOSES = {
    StepKind.MAIL.value: Purpose.PLAYBOOK.value,
    StepKind.SURVEY.value: Purpose.SURVEY.value,
}
Key = tuple[int | None, str, datetime]
Said = Mapping[Key, tuple[str, dict[str, Any]]]


class Letters:
    """The mails and surveys of a dry run. Plan all of them, then ask for the verdicts once."""

    def __init__(self, wish: ContactWish) -> None:
        """`wish` is what the contact rule may overlook."""
        self.wish = wish
        self.planned: dict[tuple[datetime, str], list[tuple[int, Step]]] = defaultdict(list)
        self.nobody: list[Key] = []
        self.last: dict[tuple[int, str], datetime] = {}

    def plan(self, person_id: int | None, step: Step, moment: datetime) -> None:
        """A step that may write to somebody."""
        if step.kind not in PURPOSES:
            return
        if person_id is None:
            self.nobody.append((None, step.id, moment))
        else:
            self.planned[moment, PURPOSES[step.kind]].append((person_id, step))

    def verdicts(self, access: Access) -> dict[Key, tuple[str, dict[str, Any]]]:
        """Those that are refused, with code and parameters. Nothing is stored."""
        found: dict[Key, tuple[str, dict[str, Any]]] = {key: ("nobody", {}) for key in self.nobody}
        languages = self._languages(access)
        for (moment, purpose), those in sorted(self.planned.items(), key=lambda one: one[0]):
            ids = sorted({person_id for person_id, _step in those})
            said = {
                row[0]: row
                for row in preview_contact(access, ids, now=moment, purpose=purpose, **self.wish)
            }
            for person_id, step in those:
                refusal = self._refusal(access, said.get(person_id), purpose, moment)
                if refusal is None and step.kind == StepKind.MAIL:
                    written = letter_for(access, step.settings, languages.get(person_id, ""))
                    refusal = None if written else ("no_text", {})
                if refusal is not None:
                    found[person_id, step.id, moment] = refusal
                else:
                    self.last[person_id, purpose] = moment
        return found

    def _refusal(
        self,
        access: Access,
        said: tuple[int, bool, str, dict[str, Any]] | None,
        purpose: str,
        moment: datetime,
    ) -> tuple[str, dict[str, Any]] | None:
        if said is None:
            return "nobody", {}
        person_id, allowed, reason, parameters = said
        if not allowed:
            return reason, parameters
        least, before = contact_rule(access).between(purpose), self.last.get((person_id, purpose))
        if before is not None and moment - before < timedelta(days=least):
            days = (moment - before).days
            return ContactReason.TOO_SOON.value, {
                "days": days,
                "min_days": least,
                "purpose": purpose,
            }
        return None

    def _languages(self, access: Access) -> dict[int, str]:
        ids = {person_id for those in self.planned.values() for person_id, _step in those}
        rows = Person.objects.visible_to(access).filter(pk__in=ids)
        return dict(rows.values_list("pk", "language"))


def letters_of(access: Access, definition: Definition) -> Letters:
    """An empty list of mails for a definition."""
    access.require(Permission.CUSTOMER_READ)
    trigger = trigger_named(definition.trigger)
    return Letters(
        {
            "after_case": trigger is not None and trigger.after_case,
            "to_leavers": trigger is not None and trigger.asks_leavers,
        }
    )
