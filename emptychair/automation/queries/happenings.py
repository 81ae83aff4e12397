"""Triggers that come at a moment: an event, an answer, a closed case, a day of a customer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.automation.triggers import (
    ABOUT,
    LATE,
    Choices,
    Parameter,
    Trigger,
    Window,
    as_given,
    number_of,
    of_people,
    register_trigger,
)
from emptychair.automation.types import About, Occurrence, Plain, Subject
from emptychair.customers.models import CustomerEvent
from emptychair.customers.queries.segment_conditions import event_names_in_use
from emptychair.loop.models import Case
from emptychair.loop.types import CaseState, Outcome
from emptychair.surveys.models import Response, Survey


def within(access: Access, rows: QuerySet[Any], window: Window, *, moment: str) -> QuerySet[Any]:
    """Rows of the window, newest first: by when it happened, or by when it arrived."""
    del access
    if window.only is not None:
        rows = rows.filter(pk=window.only)
    if window.by_arrival:
        rows = rows.filter(
            created_at__gte=window.since,
            created_at__lte=window.until,
            **{f"{moment}__gte": window.since - LATE, f"{moment}__lte": window.until},
        )
    else:
        rows = rows.filter(**{f"{moment}__gte": window.since, f"{moment}__lte": window.until})
    return rows.order_by(f"-{moment}", "-pk")[: window.most]


def events_named(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """Customers' events of one name."""
    rows = CustomerEvent.objects.visible_to(access).filter(name=str(parameters.get("name", "")))
    about = as_given(parameters)
    rows = rows.exclude(**{about: None})
    wanted = within(access, rows, window, moment="occurred_at")
    for pk, person, company, moment in wanted.values_list(
        "pk", "person_id", "company_id", "occurred_at"
    ):
        yield Occurrence(f"event:{pk}", Subject(person, company), moment)


def answers_given(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """Answers of people we know, with a score between two bounds."""
    rows = Response.objects.visible_to(access).filter(
        is_counted=True,
        person__isnull=False,
        score__gte=number_of(parameters, "from", 0),
        score__lte=number_of(parameters, "to", 6),
    )
    survey = number_of(parameters, "survey", 0)
    rows = rows.filter(survey=survey) if survey else rows
    wanted = within(access, rows, window, moment="answered_at")
    for pk, person, company, moment in wanted.values_list(
        "pk", "person_id", "person__company_id", "answered_at"
    ):
        yield Occurrence(f"answer:{pk}", Subject(person, company), moment)


def cases_closed(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """Cases that came to their end. One that is opened again and closed counts anew."""
    rows = Case.objects.visible_to(access).filter(state=CaseState.CLOSED, person__isnull=False)
    outcome = str(parameters.get("outcome", ""))
    rows = rows.filter(outcome=outcome) if outcome else rows
    rows = rows.filter(pk=window.only) if window.only is not None else rows
    rows = rows.filter(closed_at__gte=window.since, closed_at__lte=window.until)
    wanted = rows.order_by("-closed_at", "-pk")[: window.most]
    for pk, person, company, moment in wanted.values_list(
        "pk", "person_id", "company_id", "closed_at"
    ):
        if moment is None:
            continue
        key = f"case:{pk}:{moment:%Y%m%d%H%M%S}"
        yield Occurrence(key, Subject(person, company), moment)


def survey_choices(access: Access) -> Choices:
    """Any survey, or one of them."""
    rows = Survey.objects.visible_to(access).order_by("name").values_list("pk", "name")
    return [("", _("any survey")), *((str(pk), name) for pk, name in rows)]


def outcome_choices(access: Access) -> Choices:
    """However it ended, or in one way."""
    del access
    return [("", _("however it ended")), *((one.value, str(one.label)) for one in Outcome)]


def _answer_words(access: Access, parameters: Plain) -> str:
    low, high = number_of(parameters, "from", 0), number_of(parameters, "to", 6)
    survey = number_of(parameters, "survey", 0)
    words: dict[str, object] = {"low": low, "high": high}
    if survey:
        row = Survey.objects.visible_to(access).filter(pk=survey).values_list("name", flat=True)
        words["survey"] = row.first() or _("a survey that is gone")
        if low <= 0:
            return _("a customer answers “%(survey)s” with %(high)s or less") % words
        return _("a customer answers “%(survey)s” with %(low)s to %(high)s") % words
    if low <= 0:
        return _("a customer answers with %(high)s or less") % words
    return _("a customer answers with %(low)s to %(high)s") % words


def _event_words(access: Access, parameters: Plain) -> str:
    del access
    name = str(parameters.get("name", ""))
    if as_given(parameters) == About.COMPANY:
        return _("“%(event)s” happens at a company") % {"event": name}
    return _("“%(event)s” happens at a customer") % {"event": name}


def _case_words(access: Access, parameters: Plain) -> str:
    del access
    outcome = str(parameters.get("outcome", ""))
    if outcome not in Outcome.values:
        return _("a case of a customer is closed")
    return _("a case of a customer is closed as “%(outcome)s”") % {
        "outcome": Outcome(outcome).label
    }


def _register_own() -> None:
    register_trigger(
        Trigger(
            key="answer",
            label=gettext_lazy("A customer answers with a low (or high) score"),
            words=_answer_words,
            about=of_people,
            parameters=(
                Parameter("from", "number", gettext_lazy("Score from"), usual="0", highest=10),
                Parameter("to", "number", gettext_lazy("up to"), usual="6", highest=10),
                Parameter(
                    "survey",
                    "choice",
                    gettext_lazy("In which survey"),
                    choices=survey_choices,
                    needed=False,
                ),
            ),
            moments=answers_given,
        )
    )
    register_trigger(
        Trigger(
            key="event",
            label=gettext_lazy("Something happens at a customer: an event by its name"),
            help=gettext_lazy("Such as payment_failed, seats_full, trial_started."),
            words=_event_words,
            about=as_given,
            parameters=(
                Parameter(
                    "name",
                    "text",
                    pgettext_lazy("playbook", "Name of the event"),
                    choices=event_names_in_use,
                ),
                ABOUT,
            ),
            moments=events_named,
        )
    )
    register_trigger(
        Trigger(
            key="case_closed",
            label=gettext_lazy("A case is closed"),
            words=_case_words,
            about=of_people,
            parameters=(
                Parameter(
                    "outcome",
                    "choice",
                    pgettext_lazy("playbook", "How it ended"),
                    choices=outcome_choices,
                    needed=False,
                ),
            ),
            moments=cases_closed,
            after_case=True,
        )
    )


_register_own()
