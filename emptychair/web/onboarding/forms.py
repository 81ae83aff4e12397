"""Forms of the first value."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from emptychair.onboarding.rules.terms import (
    lines_of_steps,
    lines_of_where,
    steps_from_lines,
    where_from_lines,
)
from emptychair.onboarding.types import Begins, Definition, Kind, Rule, Terms, What


class DefinitionForm(forms.Form):
    """What the first value is, for whom, and the steps on the way."""

    kind = forms.ChoiceField(label=gettext_lazy("For"), choices=Kind.choices)
    segment = forms.CharField(
        label=gettext_lazy("Segment"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: everybody who has no first value of their own segment."),
    )
    words = forms.CharField(
        label=gettext_lazy("The first value in words"),
        max_length=200,
        help_text=gettext_lazy("What the customer has then, such as “First report shared”."),
    )
    what = forms.ChoiceField(label=gettext_lazy("Seen by"), choices=What.choices)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Of the event, of the feature, or of the KPI. Needed for an event only."
        ),
    )
    count = forms.IntegerField(
        label=gettext_lazy("So many times"), min_value=1, max_value=10_000, initial=1
    )
    within_days = forms.IntegerField(
        label=gettext_lazy("Within a run of so many days"),
        min_value=0,
        max_value=365,
        initial=0,
        help_text=gettext_lazy("0: however long it takes."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("By so many different people"), min_value=1, max_value=1_000, initial=1
    )
    where = forms.CharField(
        label=gettext_lazy("Properties of the event"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One condition a line, such as “plan = pro” or “rows >= 10”."),
    )
    way = forms.IntegerField(
        label=gettext_lazy("For a KPI: percent of the way to its target"),
        min_value=1,
        max_value=100,
        initial=100,
    )
    move = forms.ChoiceField(
        label=gettext_lazy("Or for a KPI: how far it moved"),
        required=False,
        choices=[
            ("", gettext_lazy("that share of the way")),
            ("by", gettext_lazy("better than at the start by so much, in its unit")),
            ("percent", gettext_lazy("better than at the start by so many percent")),
        ],
    )
    by = forms.FloatField(label=gettext_lazy("By how much"), min_value=0, required=False)
    begins = forms.ChoiceField(label=gettext_lazy("Days count from"), choices=Begins.choices)
    begin_event = forms.CharField(label=gettext_lazy("That event"), max_length=120, required=False)
    target_days = forms.IntegerField(
        label=gettext_lazy("Wished for by day"), min_value=1, max_value=730, initial=30
    )
    steps = forms.CharField(
        label=gettext_lazy("Steps on the way"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "In order, one a line: words = event, such as “Data read in = import_done x2”. (order) "
            "stands for a purchase, (use) for a day with use."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Why this version"), max_length=300, required=False)

    def terms(self) -> Terms:
        """What was written. Raises where a line is not understood."""
        given = self.cleaned_data
        rule = Rule(
            what=given["what"],
            name=given["name"].strip(),
            count=given["count"],
            within_days=given["within_days"],
            people=given["people"],
            where=where_from_lines(given["where"]) if given["what"] == What.EVENT else (),
            way=given["way"] / 100 if given["what"] == What.KPI else 1.0,
            move=given["move"] if given["what"] == What.KPI else "",
            by=(given["by"] or 0.0) if given["what"] == What.KPI and given["move"] else 0.0,
        )
        return Terms(
            words=given["words"].strip(),
            rule=rule,
            begins=given["begins"],
            begin_event=given["begin_event"].strip(),
            steps=steps_from_lines(given["steps"]),
            target_days=given["target_days"],
        )

    @staticmethod
    def initial_of(one: Definition) -> dict[str, Any]:
        """As it is now."""
        terms, rule = one.terms, one.terms.rule
        return {
            "kind": one.kind,
            "segment": one.segment,
            "words": terms.words,
            "what": rule.what,
            "name": rule.name,
            "count": rule.count,
            "within_days": rule.within_days,
            "people": rule.people,
            "where": lines_of_where(rule.where),
            "way": round(100 * rule.way),
            "move": rule.move,
            "by": rule.by or None,
            "begins": terms.begins,
            "begin_event": terms.begin_event,
            "target_days": terms.target_days,
            "steps": lines_of_steps(terms.steps),
        }
