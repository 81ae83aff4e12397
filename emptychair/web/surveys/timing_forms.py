"""Forms of when a survey asks."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from emptychair.surveys.queries.events_seen import EventSeen
from emptychair.surveys.rules.triggers import OPERATORS, read_clauses
from emptychair.surveys.services.timing import LONGEST_CADENCE, Timing
from emptychair.surveys.types.definition import Clause
from emptychair.web.surveys.event_words import event_label
from emptychair.web.surveys.forms import DELAYS

LINES = 4  # conditions that can be entered
WEIGHTS: tuple[tuple[int, str | Promise], ...] = (
    (90, _("first of all")),
    (70, _("before most")),
    (50, _("as the others")),
    (30, _("after the others")),
    (10, _("last of all")),
)
SHARES = (100, 75, 50, 25, 20, 10, 5, 1)
OPERATOR_WORDS: dict[str, str | Promise] = {
    "is": _("is"),
    "is_not": _("is not"),
    "one_of": _("is one of (with commas)"),
    "contains": _("contains"),
    "at_least": _("is at least"),
    "at_most": _("is at most"),
    "answered": _("is there"),
    "empty": _("is missing"),
}


class TimingForm(forms.Form):
    """After which event, how long after, how many of them, how often, and before which others."""

    trigger_event = forms.CharField(
        label=_("Ask after this event"),
        max_length=120,
        required=False,
        help_text=_("Choose one that came, or enter a name. Empty: asked in waves."),
        widget=forms.TextInput(attrs={"list": "events", "autocomplete": "off"}),
    )
    delay_minutes = forms.TypedChoiceField(label=_("How long after"), coerce=int)
    sampling = forms.TypedChoiceField(
        label=_("How many of these events"),
        coerce=int,
        choices=[(one, f"{one}%") for one in SHARES],
        help_text=_("Drawn by chance; the same event is drawn the same way each time."),
    )
    cadence_days = forms.IntegerField(
        label=_("Days until this survey asks the same person again"),
        min_value=0,
        max_value=LONGEST_CADENCE,
        required=False,
        help_text=_("0: only the general rule counts. It holds in any case."),
    )
    priority = forms.TypedChoiceField(
        label=_("When several surveys want the same person"),
        coerce=int,
        help_text=_("The weightier one asks; the other waits, and says for which."),
    )

    def __init__(self, *args: Any, events: list[EventSeen], **rest: Any) -> None:
        """Offers the events that came."""
        super().__init__(*args, **rest)
        self.events = [(one.name, _event_choice(one)) for one in events]
        self._offer("delay_minutes", list(DELAYS))
        self._offer("sampling", [(one, f"{one}%") for one in SHARES])
        self._offer("priority", list(WEIGHTS))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """A value that is set already and is none of them stays possible."""
        now, field = self.initial.get(name), self.fields[name]
        if now is not None and now not in dict(choices):
            choices.append((now, str(now)))
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class ClauseForm(forms.Form):
    """One condition; without a subject there is none."""

    subject = forms.ChoiceField(label=_("Condition"), required=False)
    operator = forms.ChoiceField(
        label=_("how"), required=False, choices=[(one, OPERATOR_WORDS[one]) for one in OPERATORS]
    )
    value = forms.CharField(label=_("Value"), required=False, max_length=200)

    def __init__(self, *args: Any, subjects: list[tuple[str, str]], **rest: Any) -> None:
        """Offers what stands in the events, and the attributes of people."""
        super().__init__(*args, **rest)
        chosen = self.initial.get("subject", "")
        if chosen and chosen not in dict(subjects):
            subjects = [*subjects, (chosen, chosen)]
        field = self.fields["subject"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("no condition")), *_grouped(subjects)]

    def clause(self) -> Clause | None:
        """What was entered."""
        entered = self.cleaned_data
        if not entered.get("subject"):
            return None
        operator, value = entered["operator"] or "is", entered["value"].strip()
        given: Any = value
        if operator == "one_of":
            given = [part.strip() for part in value.replace("、", ",").split(",") if part.strip()]
        without = operator in {"answered", "empty"}
        plain = {"subject": entered["subject"], "operator": operator}
        return read_clauses([plain if without else {**plain, "value": given}])[0]


def clause_forms(
    data: Any, clauses: tuple[Clause, ...], subjects: list[tuple[str, str]]
) -> list[ClauseForm]:
    """As many lines as can be entered, the stored ones first."""
    forms_found = []
    for number in range(max(LINES, len(clauses) + 1)):
        stored = clauses[number] if number < len(clauses) else None
        initial = {} if stored is None else _initial(stored)
        forms_found.append(
            ClauseForm(data, prefix=f"c{number}", initial=initial, subjects=subjects)
        )
    return forms_found


def entered_timing(form: TimingForm, lines: list[ClauseForm]) -> Timing:
    """What was entered, of forms that are valid."""
    clauses = (line.clause() for line in lines)
    entered = {**form.cleaned_data, "cadence_days": form.cleaned_data["cadence_days"] or 0}
    return Timing(**entered, clauses=tuple(one for one in clauses if one is not None))


def initial_of(timing: Timing) -> dict[str, Any]:
    """The form as it stands."""
    return {
        "trigger_event": timing.trigger_event,
        "delay_minutes": timing.delay_minutes,
        "sampling": timing.sampling,
        "cadence_days": timing.cadence_days,
        "priority": timing.priority,
    }


def _initial(clause: Clause) -> dict[str, Any]:
    value = clause.value
    text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value or "")
    return {"subject": clause.subject, "operator": clause.operator, "value": text}


def _grouped(subjects: list[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    of_event = [one for one in subjects if one[0].startswith("event:")]
    rest = [one for one in subjects if not one[0].startswith("event:")]
    named = ((gettext("of the event"), of_event), (gettext("of the customer"), rest))
    return [(title, choices) for title, choices in named if choices]


def _event_choice(one: EventSeen) -> str:
    label = event_label(one.name)
    return label if one.is_own or not one.count else f"{label} ({one.count})"
