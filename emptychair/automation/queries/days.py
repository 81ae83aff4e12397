"""Triggers that come on a day of a customer: joined, left, a renewal ahead, a date we noted."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emptychair.accounts.access import Access
from emptychair.automation.queries.leavers import departures
from emptychair.automation.triggers import (
    ABOUT,
    LATE,
    Choices,
    Parameter,
    Trigger,
    Window,
    as_given,
    number_of,
    of_companies,
    register_trigger,
)
from emptychair.automation.types import About, Occurrence, Plain, Subject
from emptychair.customers.models import AttributeDefinition, Company, Contract, Person
from emptychair.customers.queries.gone import gone_companies
from emptychair.kit.periods import local_day, start_of_day

_Found = Iterable[tuple[str, Subject, date, datetime]]  # key, customer, day, when we heard


def joined(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """So many days after somebody became a customer."""
    return _after(access, parameters, window, column="joined_on", key="joined")


def left(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """So many days after somebody left."""
    shift = timedelta(days=number_of(parameters, "days", 0))
    first, last = _days(access, window)
    of_firms = as_given(parameters) == About.COMPANY
    found = departures(access, first - shift, last - shift, of_firms=of_firms)
    return _inside(
        access,
        (
            (f"left:{as_given(parameters)}:{pk}:{day}", subject, day + shift, heard)
            for pk, subject, day, heard in found
        ),
        window,
    )


def contact_left(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """Somebody we know at a company has left it, and the company has not left us."""
    del parameters
    first, last = _days(access, window)
    rows = Person.objects.visible_to(access).filter(
        company__isnull=False, merged_into=None, left_on__gte=first, left_on__lte=last
    )
    rows = rows.exclude(gone_companies(access, last, prefix="company__"))
    wanted = rows.order_by("pk").values_list("pk", "company_id", "left_on", "changed_at")
    found = (
        (f"contact:{pk}:{day}", Subject(None, company), day, heard)
        for pk, company, day, heard in wanted.iterator()
        if day is not None
    )
    return _inside(access, found, window)


def renewals_ahead(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """So many days before a running contract renews; at once for one we hear of later."""
    ahead = timedelta(days=number_of(parameters, "days", 90))
    first, last = _days(access, window)
    rows = Contract.objects.visible_to(access).filter(
        cancelled_on=None, renews_on__gte=first, renews_on__lte=last + ahead
    )
    rows = rows.exclude(**{_customer(parameters): None})
    wanted = rows.order_by("pk").values_list(
        "pk", "person_id", "company_id", "renews_on", "changed_at"
    )
    zone = access.workspace.zone
    for pk, person, company, day, heard in wanted.iterator():
        if day is None:
            continue
        moment = max(start_of_day(day - ahead, zone), heard if window.by_arrival else _LONG_AGO)
        if window.since <= moment <= window.until and local_day(moment, zone) <= day:
            yield Occurrence(f"renewal:{pk}:{day}", Subject(person, company), moment)


def contracts_cancelled(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """The day on which a contract is cancelled."""
    first, last = _days(access, window)
    rows = Contract.objects.visible_to(access).filter(
        cancelled_on__gte=first, cancelled_on__lte=last
    )
    rows = rows.exclude(**{_customer(parameters): None})
    wanted = rows.order_by("pk").values_list(
        "pk", "person_id", "company_id", "cancelled_on", "changed_at"
    )
    found = (
        (f"cancelled:{pk}:{day}", Subject(person, company), day, heard)
        for pk, person, company, day, heard in wanted.iterator()
        if day is not None
    )
    return _inside(access, found, window)


def noted_days(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """So many days before or after a day that stands among the attributes of a customer."""
    key, about = str(parameters.get("key", "")), as_given(parameters)
    shift = number_of(parameters, "days", 0)
    shift = -shift if parameters.get("side") == "before" else shift
    first, last = _days(access, window)
    table = Company if about == About.COMPANY else Person
    column = f"attributes__{key}"
    days = {
        f"{column}__gte": str(first - timedelta(shift)),
        f"{column}__lt": f"{last - timedelta(shift)}~",
    }
    rows = table.objects.visible_to(access).filter(**days)
    for pk, attributes, heard in rows.order_by("pk").values_list("pk", "attributes", "changed_at"):
        day = _day_or_none(attributes.get(key))
        if day is None:
            continue
        one = Subject(None, pk) if about == About.COMPANY else Subject(pk)
        found = [(f"day:{key}:{about}:{pk}:{day}", one, day + timedelta(shift), heard)]
        yield from _inside(access, found, window)


def day_choices(access: Access) -> Choices:
    """The attributes that are days."""
    rows = AttributeDefinition.objects.visible_to(access).filter(kind="date").order_by("label")
    return [(row.key, row.label) for row in rows]


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _after(
    access: Access, parameters: Plain, window: Window, *, column: str, key: str
) -> Iterator[Occurrence]:
    shift = timedelta(days=number_of(parameters, "days", 0))
    first, last = _days(access, window)
    span = {f"{column}__gte": first - shift, f"{column}__lte": last - shift}
    if as_given(parameters) == About.COMPANY:
        rows = Company.objects.visible_to(access).filter(**span).order_by("pk")
        wanted = rows.values_list("pk", column, "changed_at")
        found = [
            (f"{key}:company:{pk}:{day}", Subject(None, pk), day + shift, heard)
            for pk, day, heard in wanted
        ]
    else:
        people = Person.objects.visible_to(access).filter(merged_into=None, **span).order_by("pk")
        columns = people.values_list("pk", "company_id", column, "changed_at")
        found = [
            (f"{key}:person:{pk}:{day}", Subject(pk, company), day + shift, heard)
            for pk, company, day, heard in columns
        ]
    return _inside(access, found, window)


def _inside(access: Access, found: _Found, window: Window) -> Iterator[Occurrence]:
    """Those in the window. Live, a day of the last days that we hear of later counts then."""
    for key, subject, day, heard in found:
        moment = start_of_day(day, access.workspace.zone)
        if window.by_arrival and heard - LATE <= moment < heard:
            moment = heard
        if window.since <= moment <= window.until:
            yield Occurrence(key, subject, moment)


def _days(access: Access, window: Window) -> tuple[date, date]:
    zone = access.workspace.zone
    early = LATE if window.by_arrival else timedelta()
    return local_day(window.since - early, zone), local_day(window.until, zone)


def _customer(parameters: Plain) -> str:
    return as_given(parameters)


def _day_or_none(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _days_words(parameters: Plain, usual: int = 0) -> dict[str, int]:
    return {"days": number_of(parameters, "days", usual)}


def _joined_words(access: Access, parameters: Plain) -> str:
    del access
    words = _days_words(parameters)
    if not words["days"]:
        return _("somebody becomes a customer")
    said = ngettext(
        "somebody became a customer %(days)s day ago",
        "somebody became a customer %(days)s days ago",
        words["days"],
    )
    return said % words


def _left_words(access: Access, parameters: Plain) -> str:
    del access
    words = _days_words(parameters)
    if not words["days"]:
        return _("a customer leaves")
    said = ngettext(
        "a customer left %(days)s day ago", "a customer left %(days)s days ago", words["days"]
    )
    return said % words


def _renewal_words(access: Access, parameters: Plain) -> str:
    del access
    words = _days_words(parameters, 90)
    said = ngettext(
        "a contract renews in %(days)s day", "a contract renews in %(days)s days", words["days"]
    )
    return said % words


def _noted_words(access: Access, parameters: Plain) -> str:
    key = str(parameters.get("key", ""))
    labels = dict(day_choices(access))
    words = {**_days_words(parameters), "day": labels.get(key, key)}
    if not words["days"]:
        return _("it is the day “%(day)s” of a customer") % words
    if parameters.get("side") == "before":
        return _("the day “%(day)s” of a customer is %(days)s days ahead") % words
    return _("the day “%(day)s” of a customer was %(days)s days ago") % words


def side_choices(access: Access) -> Choices:
    """Before or after the day."""
    del access
    return [("before", _("days before it")), ("after", _("days after it"))]


def _register_own() -> None:
    days = gettext_lazy("Days after it")
    register_trigger(
        Trigger(
            key="joined",
            label=gettext_lazy("Somebody becomes a customer"),
            words=_joined_words,
            about=as_given,
            parameters=(Parameter("days", "number", days, usual="0"), ABOUT),
            moments=joined,
        )
    )
    register_trigger(
        Trigger(
            key="renewal",
            label=gettext_lazy("A contract is about to renew"),
            words=_renewal_words,
            about=as_given,
            parameters=(
                Parameter("days", "number", gettext_lazy("Days before it"), usual="90", lowest=1),
                ABOUT,
            ),
            moments=renewals_ahead,
        )
    )
    register_trigger(
        Trigger(
            key="cancelled",
            label=gettext_lazy("A contract is cancelled"),
            words=lambda _access, _parameters: _("a contract is cancelled"),
            about=as_given,
            parameters=(ABOUT,),
            moments=contracts_cancelled,
        )
    )
    register_trigger(
        Trigger(
            key="left",
            label=gettext_lazy("A customer leaves"),
            words=_left_words,
            about=as_given,
            parameters=(Parameter("days", "number", days, usual="0"), ABOUT),
            moments=left,
            to_leavers=True,
        )
    )
    register_trigger(
        Trigger(
            key="contact_left",
            label=gettext_lazy("Somebody we know at a company leaves it"),
            words=lambda _access, _parameters: _("somebody we know at a company leaves it"),
            about=of_companies,
            moments=contact_left,
        )
    )
    register_trigger(
        Trigger(
            key="day",
            label=gettext_lazy("A day we noted on the customer comes"),
            words=_noted_words,
            about=as_given,
            parameters=(
                Parameter("key", "choice", gettext_lazy("Which day"), choices=day_choices),
                Parameter("days", "number", gettext_lazy("Days"), usual="0"),
                Parameter(
                    "side", "choice", gettext_lazy("Before or after"), usual="before",
                    choices=side_choices,
                ),
                ABOUT,
            ),
            moments=noted_days,
        )
    )  # fmt: skip


_register_own()
