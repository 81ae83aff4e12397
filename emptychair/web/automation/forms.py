"""Forms of the editor: name, what starts it, rules, and one for each kind of step."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.queries import members_of, teams_of
from emptychair.automation.doing import Names
from emptychair.automation.triggers import Parameter, Trigger
from emptychair.automation.types import Definition, Goal, StepKind
from emptychair.loop.types import Urgency
from emptychair.plans.queries.templates import templates_of
from emptychair.plans.types import Side
from emptychair.web.ui.choices import ChoiceOrNone, colleagues


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even where a form has no field; nothing for a look at the page."""
    return request.POST if request.method == "POST" else None


class NameForm(forms.Form):
    """What it is called, what it is for, who answers for it."""

    name = forms.CharField(label=pgettext_lazy("playbook", "Name"), max_length=120)
    purpose = forms.CharField(label=_("What it is for"), max_length=300, required=False)
    owner = ChoiceOrNone(_("Who answers for it"))

    def offer(self, access: Access) -> "NameForm":
        """Colleagues to choose from."""
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = colleagues(access)
        return self


class RulesForm(forms.Form):
    """How often, how many, who is held out, and by what one will know that it helped."""

    again_days = forms.IntegerField(
        label=_("At most once in so many days for the same customer"),
        min_value=0,
        max_value=3650,
        help_text=_("0: once ever."),
    )
    per_day = forms.IntegerField(
        label=_("Customers who begin on one day, at most"),
        min_value=1,
        max_value=100_000,
        help_text=_("The rest begin on the next day."),
    )
    hold_out = forms.IntegerField(
        label=_("Held out by chance, of a hundred"),
        min_value=0,
        max_value=50,
        help_text=_(
            "They get nothing from this playbook, so that you know whether it helps. 0: nobody; "
            "else 5 to 50."
        ),
    )
    goal = forms.ChoiceField(label=_("It helps if the customer"), choices=Goal.choices)
    goal_days = forms.IntegerField(label=_("within so many days"), min_value=7, max_value=730)
    inside_too = forms.BooleanField(
        label=_("Begin with those too for whom it holds already"), required=False
    )

    def clean_hold_out(self) -> int:
        """Nobody, or enough to tell anything."""
        share: int = self.cleaned_data["hold_out"]
        if 0 < share < 5:
            raise forms.ValidationError(_("Hold out nobody (0), or 5 to 50 of a hundred."))
        return share

    @classmethod
    def of(cls, definition: Definition, data: Any = None) -> "RulesForm":
        """The form as the draft stands."""
        initial = {name: getattr(definition, name) for name in cls.base_fields}
        return cls(data, initial=initial)


class LiveForm(forms.Form):
    """Who takes it upon them, where we advise against it."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    reason = forms.CharField(
        label=_("Why all the same"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


def trigger_form(access: Access, trigger: Trigger, data: Any, given: Any) -> forms.Form:
    """One field for each parameter of the trigger."""
    form = forms.Form(data, initial=trigger.parameters_of(given))
    for one in trigger.parameters:
        form.fields[one.name] = _field(access, one)
    return form


def _field(access: Access, one: Parameter) -> forms.Field:
    given: dict[str, Any] = {"label": one.label, "required": one.needed, "help_text": one.help}
    if one.kind == "number":
        return forms.IntegerField(min_value=one.lowest, max_value=one.highest, **given)
    if one.kind == "choice" and one.choices:
        return forms.ChoiceField(choices=one.choices(access), **given)
    field = forms.CharField(max_length=120, **given)
    if one.choices:
        known = ", ".join(code for code, _words in one.choices(access)[:12])
        if known:
            field.help_text = str(_("Known so far: %(names)s")) % {"names": known}
    return field


def step_form(access: Access, kind: str, names: Names, data: Any, given: Any) -> forms.Form:
    """The form of a kind of step."""
    form = FORMS[kind](data, initial=dict(given))
    choices: dict[str, list[tuple[str, Any]]] = {
        "who": _whom(access),
        "survey": [("", _("Choose")), *names.surveys.items()],
        "key": [("", _("Choose")), *names.attributes.items()],
        "template": _templates(access) if kind == StepKind.PLAN else [],
    }
    for name, offered in choices.items():
        field = form.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = offered
    return form


def _whom(access: Access) -> list[tuple[str, Any]]:
    members = [(f"member:{one.user_id}", one.name or one.email) for one in members_of(access)]
    teams = [(f"team:{one.pk}", one.name) for one in teams_of(access)]
    return [
        ("owner", _("whoever looks after the customer")),
        (str(_("Colleagues")), members),
        (str(_("Teams")), teams),
    ]


def _templates(access: Access) -> list[tuple[str, Any]]:
    begun = [
        (one.key, _("begin one: %(template)s") % {"template": one.title})
        for one in templates_of(access)
    ]
    return [("", _("leave the task out")), *begun]


class TaskForm(forms.Form):
    """A task."""

    who = forms.ChoiceField(label=_("Who does it"), initial="owner")
    title = forms.CharField(label=_("What is to be done"), max_length=180)
    note = forms.CharField(
        label=_("What one should know"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=Urgency.choices, initial=Urgency.NORMAL.value
    )
    minutes = forms.IntegerField(
        label=_("Minutes it takes about"), min_value=0, max_value=2000, initial=15
    )


class PlanForm(forms.Form):
    """A task in the success plan."""

    title = forms.CharField(label=_("What is to be done"), max_length=180)
    side = forms.ChoiceField(label=_("Who is waited for"), choices=Side.choices)
    who = forms.ChoiceField(
        label=_("Who does it"), initial="owner", help_text=_("Where it is our task.")
    )
    third_party = forms.CharField(
        label=_("Which third party"),
        max_length=120,
        required=False,
        help_text=_("Where a third party is waited for."),
    )
    days = forms.IntegerField(label=_("Due in so many days"), min_value=0, max_value=730, initial=7)
    is_shown = forms.BooleanField(
        label=_("Show it on the customer’s page of the plan"), required=False, initial=True
    )
    template = forms.ChoiceField(label=_("Where no plan is under way"), required=False, choices=[])
    minutes = forms.IntegerField(
        label=_("Minutes it takes us about"), min_value=0, max_value=2000, initial=15
    )


class MailForm(forms.Form):
    """A mail in Japanese and English; one of them is enough."""

    subject_ja = forms.CharField(label=_("Subject in Japanese"), max_length=200, required=False)
    text_ja = forms.CharField(
        label=_("Text in Japanese"), required=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    subject_en = forms.CharField(label=_("Subject in English"), max_length=200, required=False)
    text_en = forms.CharField(
        label=_("Text in English"), required=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    delay = forms.IntegerField(
        label=_("Minutes before it leaves"),
        min_value=0,
        max_value=10_080,
        initial=30,
        help_text=_("So long it can be taken back."),
    )
    if_refused = forms.ChoiceField(
        label=_("If the contact rule does not allow it"),
        choices=[("go_on", _("go on with the next step")), ("stop", _("stop here"))],
    )

    @override
    def clean(self) -> dict[str, Any]:
        """At least one language is whole."""
        found: dict[str, Any] = super().clean() or {}
        whole = [
            bool(found.get(f"subject_{one}")) and bool(found.get(f"text_{one}"))
            for one in ("ja", "en")
        ]
        if not any(whole):
            raise forms.ValidationError(_("Write subject and text in at least one language."))
        return found


class SurveyForm(forms.Form):
    """A survey."""

    survey = forms.ChoiceField(label=_("Which survey"))
    if_refused = forms.ChoiceField(
        label=_("If the contact rule does not allow it"),
        choices=[("go_on", _("go on with the next step")), ("stop", _("stop here"))],
    )


class WaitForm(forms.Form):
    """A wait."""

    days = forms.IntegerField(label=_("Days, at most"), min_value=1, max_value=730, initial=5)
    working = forms.BooleanField(label=_("Count only working days"), required=False)
    until = forms.ChoiceField(
        label=_("Go on earlier when"),
        required=False,
        choices=[
            ("", _("nothing: wait the whole time")),
            ("event", _("an event comes")),
            ("answer", _("the customer answers a survey")),
            ("task", _("the task is done")),
            ("plan", _("the task in the success plan is done")),
        ],
    )
    event = forms.CharField(label=_("Which event"), max_length=110, required=False)

    @override
    def clean(self) -> dict[str, Any]:
        """An event has a name."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("until") == "event" and not found.get("event"):
            self.add_error("event", _("Say which event it waits for."))
        return found


class NotifyForm(forms.Form):
    """Something a colleague should know."""

    who = forms.ChoiceField(label=_("Who is told"), initial="owner")
    text = forms.CharField(
        label=_("What they are told"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AttributeForm(forms.Form):
    """Something noted on the customer."""

    key = forms.ChoiceField(label=_("What is noted"))
    value = forms.CharField(
        label=_("Value"), max_length=200, required=False, help_text=_("Empty: it is taken off.")
    )


class StopForm(forms.Form):
    """Nothing to fill in."""


FORMS: dict[str, type[forms.Form]] = {
    StepKind.TASK.value: TaskForm,
    StepKind.PLAN.value: PlanForm,
    StepKind.MAIL.value: MailForm,
    StepKind.SURVEY.value: SurveyForm,
    StepKind.WAIT.value: WaitForm,
    StepKind.NOTIFY.value: NotifyForm,
    StepKind.ATTRIBUTE.value: AttributeForm,
    StepKind.STOP.value: StopForm,
    StepKind.BRANCH.value: StopForm,
}
