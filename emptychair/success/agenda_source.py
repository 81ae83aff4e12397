"""What success puts on Today: whom we may lose, who may want more, and models to decide about."""

from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import percent
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.loop.words import amount_a_year
from emptychair.success.queries.listing import (
    HealthRows,
    RiskFilters,
    customers_at_risk,
    customers_with_chances,
)
from emptychair.success.queries.models import demoted_unseen, live_judged, passed_unswitched
from emptychair.success.queries.settings import contacts_a_week
from emptychair.success.rules.risk import UNSIGNED
from emptychair.success.rules.signs import CHANGEABLE
from emptychair.success.rules.standing import UNKNOWN_CHANCE
from emptychair.success.types import HealthRow, Ranking
from emptychair.success.verdicts import promise_tag
from emptychair.success.words import sign_words

SIGNS = {
    "silent": "silence",
    "never_started": "silence",
    "payment": "clock",
    "champion_left": "team",
}
CHANCES_A_DAY = 3


@agenda_source("success.risk")
def customers_at_risk_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The first of the list, as many as the team can contact in a week."""
    del now
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    rows = customers_at_risk(access, RiskFilters())[: min(limit, contacts_a_week(access))]
    return [_risk_item(access, row) for row in rows]


@agenda_source("success.chances")
def customers_with_chances_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Who may want more: the most valuable few, with nothing bad at the same time."""
    del now
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    found: HealthRows = customers_with_chances(access, RiskFilters())
    rows = [row for row in found[: 4 * CHANCES_A_DAY] if not row.signs]
    return [_chance_item(access, row) for row in rows[: min(limit, CHANCES_A_DAY)]]


@agenda_source("success.models")
def models_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """A model that its monthly test demoted; one that passed and waits."""
    del now
    if not access.may(Permission.PROGRAMME_MANAGE):
        return []
    items = [
        AgendaItem(
            key=f"risk-model-demoted:{model.pk}",
            kind="decide",
            tone="bad",
            sign="flag",
            title=_("The risk model was switched off"),
            why=_("Its monthly test failed. The list goes by named signs again."),
            subject=("risk_model", model.pk),
            actions=("decide", "snooze", "dismiss"),
            urgency=0.8,
        )
        for model in demoted_unseen(access, limit=min(limit, 3))
    ]
    passed = passed_unswitched(access)
    if passed is not None and len(items) < limit:
        items.append(
            AgendaItem(
                key=f"risk-model-passed:{passed.pk}",
                kind="decide",
                tone="wait",
                sign="flag",
                title=_("A risk model passed its back-test"),
                why=_("%(model)s beats plain recency on later days. Look, and switch it on.")
                % {"model": Ranking(passed.kind).label},
                subject=("risk_model", passed.pk),
                actions=("decide", "snooze", "dismiss"),
                urgency=0.5,
            )
        )
    return items


def _risk_item(access: Access, row: HealthRow) -> AgendaItem:
    first = row.signs[0]["code"] if row.signs else ""
    why = " ".join(sign_words(one) for one in row.signs[:2])
    return AgendaItem(
        key=f"risk:{row.key}:{first}",
        kind="contact",
        tone="bad",
        sign=SIGNS.get(first, "flag"),
        title=row.name,
        why=why or _("The model of risk puts them high."),
        subject=_subject(row),
        actions=("call_noted", "playbook", "open", "assign", "snooze", "dismiss"),
        person_id=row.person_id,
        tags=_tags(access, row),
        value=row.worth or 0.0,
        urgency=_urgency(row),
    )


def _urgency(row: HealthRow) -> float:
    """How likely they leave, and how much of it can still be changed, in like parts."""
    codes = [one["code"] for one in row.signs]
    changeable = max((CHANGEABLE.get(one, UNSIGNED) for one in codes), default=UNSIGNED)
    chance = row.risks[2]
    if chance is None:
        chance = row.at_stake / row.worth if row.at_stake and row.worth else UNKNOWN_CHANCE
    return min(0.95, 0.35 + 0.3 * changeable + 0.3 * chance)


def _chance_item(access: Access, row: HealthRow) -> AgendaItem:
    code = row.chances[0]["code"]
    return AgendaItem(
        key=f"chance:{row.key}:{code}",
        kind="contact",
        tone="good",
        sign="flag",
        title=row.name,
        why=_("May want more: %(sign)s") % {"sign": sign_words(row.chances[0])},
        subject=_subject(row),
        actions=("call_noted", "open", "assign", "snooze", "dismiss"),
        person_id=row.person_id,
        tags=_tags(access, row),
        value=row.worth or 0.0,
        urgency=0.3,
    )


def _subject(row: HealthRow) -> tuple[str, int]:
    return ("company", row.company_id) if row.company_id else ("person", row.person_id or 0)


def _tags(access: Access, row: HealthRow) -> tuple[Tag, ...]:
    found = []
    if row.worth:
        found.append(Tag(amount_a_year(row.worth, access.workspace.currency)))
    if row.risks[2] is not None:
        found.append(
            Tag(_("%(risk)s likely to leave within 90 days") % {"risk": percent(row.risks[2])})
        )
        broken = promise_tag(live_judged(access))
        found += [Tag(broken)] if broken else []
    return tuple(found)
