"""Conditions of a segment as `Q` over people, field by field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.customers.models import AttributeDefinition, CustomerEvent, Person
from emptychair.customers.queries.gone import kept_departures
from emptychair.customers.rules.segments import Condition
from emptychair.customers.segment_fields import (
    Choices,
    SegmentField,
    ToQuery,
    register_segment_field,
)
from emptychair.kit.distinct import first_values
from emptychair.kit.periods import local_day, start_of_day

_MOST_CHOICES = 60
_ATTRIBUTE_KINDS = {
    "text": "text",
    "number": "number",
    "date": "day",
    "switch": "switch",
    "choice": "choice",
}


def attribute_fields(access: Access) -> list[SegmentField]:
    """The workspace's own attributes of people, as fields of segments."""
    rows = AttributeDefinition.objects.visible_to(access).filter(applies_to="person")
    return [_attribute_field(row) for row in rows.order_by("label")]


def _attribute_field(row: AttributeDefinition) -> SegmentField:
    choices: Choices = [(str(choice), str(choice)) for choice in row.choices]
    return SegmentField(
        f"attribute:{row.key}",
        _ATTRIBUTE_KINDS.get(row.kind, "text"),
        row.label,
        _attribute_condition(row.key, row.kind),
        (lambda _access: choices) if choices else None,
    )


def _word_condition(column: str) -> ToQuery:
    """Text in a column; case counts as little as the database's own comparison lets it."""

    def condition(_access: Access, line: Condition, _now: datetime) -> Q:
        empty = Q(**{column: ""})
        return {
            "is": Q(**{f"{column}__iexact": line.value}),
            "is_not": ~Q(**{f"{column}__iexact": line.value}),
            "contains": Q(**{f"{column}__icontains": line.value}),
            "is_set": ~empty,
            "is_empty": empty,
        }[line.operator]

    return condition


def _number_condition(column: str) -> ToQuery:
    """A number in a column."""

    def condition(_access: Access, line: Condition, _now: datetime) -> Q:
        if line.operator in {"is_set", "is_empty"}:
            return Q(**{f"{column}__isnull": line.operator == "is_empty"})
        sign = "gte" if line.operator == "at_least" else "lte"
        return Q(**{f"{column}__{sign}": Decimal(line.value.replace(",", ""))})

    return condition


def _day_condition(column: str, *, is_moment: bool) -> ToQuery:
    """A day or a moment in a column, by the days of the workspace."""

    def condition(access: Access, line: Condition, now: datetime) -> Q:
        if line.operator in {"is_set", "is_empty"}:
            return Q(**{f"{column}__isnull": line.operator == "is_empty"})
        return _by_day(column, access, line, now, is_moment=is_moment)

    return condition


def _by_day(column: str, access: Access, line: Condition, now: datetime, *, is_moment: bool) -> Q:
    zone = access.workspace.zone
    if line.operator in {"before", "after"}:
        day = date.fromisoformat(line.value)
        first = day if line.operator == "before" else day + timedelta(days=1)
    else:
        first = local_day(now, zone) - timedelta(days=int(line.value))
    edge = start_of_day(first, zone) if is_moment else first
    if line.operator in {"after", "in_last_days"}:
        return Q(**{f"{column}__gte": edge})
    earlier = Q(**{f"{column}__lt": edge})
    if line.operator == "not_in_last_days":
        earlier |= Q(**{f"{column}__isnull": True})
    return earlier


def event_condition(access: Access, line: Condition, now: datetime) -> Q:
    """Whether an event of a name came in the last days."""
    since = now - timedelta(days=line.days)
    done = CustomerEvent.objects.visible_to(access).filter(
        person=OuterRef("pk"), name=line.value, occurred_at__gte=since
    )
    return Q(Exists(done)) if line.operator == "done" else ~Q(Exists(done))


def company_condition(access: Access, line: Condition, now: datetime) -> Q:
    """The name of the person's company."""
    if line.operator in {"is_set", "is_empty"}:
        return Q(company__isnull=line.operator == "is_empty")
    if line.operator == "is_not":
        return Q(company__isnull=True) | ~Q(company__name__iexact=line.value)
    return _word_condition("company__name")(access, line, now)


def value_condition(access: Access, line: Condition, now: datetime) -> Q:
    """What somebody is worth a year; whoever has no value of their own counts with the company's,
    as in what is said of coverage.
    """
    own = _number_condition("yearly_value")(access, line, now)
    theirs = _number_condition("company__yearly_value")(access, line, now)
    if line.operator == "is_empty":
        return own & theirs
    return own | (Q(yearly_value__isnull=True) & theirs)


def left_condition(access: Access, line: Condition, now: datetime) -> Q:
    """The day on which somebody left, by the one definition of it."""
    if line.operator in {"is_empty", "not_in_last_days"}:
        other = replace(line, operator="is_set" if line.operator == "is_empty" else "in_last_days")
        return ~left_condition(access, other, now)
    said = _day_condition("left_on", is_moment=False)(access, line, now)
    kept = kept_departures(access)
    known = kept.filter(person__isnull=False).values("person_id")
    found = kept.filter(said if line.operator != "is_set" else Q(), stays=False)
    own = found.filter(person__isnull=False).values("person_id")
    firms = found.filter(company__isnull=False).values("company_id")
    return Q(pk__in=own) | Q(company_id__in=firms) | (said & ~Q(pk__in=known))


def _attribute_condition(key: str, kind: str) -> ToQuery:
    """A value among the person's own attributes."""
    column = f"attributes__{key}"

    def condition(access: Access, line: Condition, now: datetime) -> Q:
        if line.operator in {"is_set", "is_empty"}:
            has = Q(attributes__has_key=key)
            return has if line.operator == "is_set" else ~has
        if kind == "switch":
            yes = Q(**{column: True})
            return yes if line.operator == "yes" else ~Q(attributes__has_key=key) | ~yes
        if kind == "date":
            return _attribute_day(key, access, line, now)
        return _attribute_value(column, key, line)

    return condition


def _attribute_day(key: str, access: Access, line: Condition, now: datetime) -> Q:
    column = f"attributes__{key}"
    if line.operator in {"before", "after"}:
        sign = "lt" if line.operator == "before" else "gt"
        return Q(**{f"{column}__{sign}": line.value})
    today = local_day(now, access.workspace.zone)
    edge = (today - timedelta(days=int(line.value))).isoformat()
    later = Q(**{f"{column}__gte": edge})
    return later if line.operator == "in_last_days" else ~Q(attributes__has_key=key) | ~later


def _attribute_value(column: str, key: str, line: Condition) -> Q:
    if line.operator in {"at_least", "at_most"}:
        sign = "gte" if line.operator == "at_least" else "lte"
        return Q(**{f"{column}__{sign}": float(line.value.replace(",", ""))})
    if line.operator == "contains":
        return Q(**{f"{column}__icontains": line.value})
    same = Q(**{column: line.value})
    return same if line.operator == "is" else ~Q(attributes__has_key=key) | ~same


def words_in_use(access: Access, column: str) -> Choices:
    """The words that stand in a column of people, for choosing; the first sixty by name."""
    rows: QuerySet[Person] = Person.objects.visible_to(access).exclude(**{column: ""})
    words = rows.order_by(column).values_list(column, flat=True).distinct()[:_MOST_CHOICES]
    return [(word, word) for word in words]


def event_names_in_use(access: Access) -> Choices:
    """Names of events, for choosing."""
    names = first_values(
        CustomerEvent, "name", workspace_id=access.workspace.pk, limit=_MOST_CHOICES
    )
    return [(name, name) for name in names]


def _choices_of(column: str) -> Callable[[Access], Choices]:
    return lambda access: words_in_use(access, column)


def _register_own() -> None:
    for name, label in (
        ("segment", _("segment word")),
        ("language", _("language")),
        ("region", _("region")),
        ("title", _("job title")),
    ):
        register_segment_field(
            SegmentField(name, "text", label, _word_condition(name), _choices_of(name))
        )
    own = (
        SegmentField("company", "text", _("company"), company_condition),
        SegmentField(
            "value", "number", _("value a year as noted, own or of the company"), value_condition
        ),
        SegmentField(
            "joined", "day", _("customer since"), _day_condition("joined_on", is_moment=False)
        ),
        SegmentField("left", "day", _("left on"), left_condition),
        SegmentField(
            "last_seen", "day", _("last seen"), _day_condition("last_event_at", is_moment=True)
        ),
        SegmentField("event", "event", _("event"), event_condition, event_names_in_use),
    )
    for one in own:
        register_segment_field(one)


_register_own()
