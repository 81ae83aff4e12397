"""When something is shown: built with lists to choose from, and said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from typing_extensions import override

from emptychair.surveys.change_words import language_name
from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.rules.scales import steps_of
from emptychair.surveys.types.definition import (
    Clause,
    Condition,
    Definition,
    Question,
    QuestionKind,
    Scalar,
)
from emptychair.web.surveys.questions_words import BANDS, OPERATORS

Shape = Literal["set", "step", "text"]
OFFERED: dict[Shape, tuple[str, ...]] = {
    "set": ("one_of", "none_of", "answered", "empty"),
    "step": ("at_least", "at_most", "is", "is_not", "answered", "empty"),
    "text": ("is", "is_not", "contains", "at_least", "at_most", "answered", "empty"),
}
WITHOUT_VALUE = frozenset({"answered", "empty"})
OWN_FACTS = ("name", "segment", "region", "language", "title")
_CHOSEN = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.PICTURE})
MOST_LINES = 8
# Another subject has other values to choose from: only the condition is drawn anew.
_AGAIN = {
    "hx-post": "",
    "hx-vals": '{"again": "1"}',
    "hx-trigger": "change",
    "hx-target": "#condition",
    "hx-select": "#condition",
    "hx-swap": "outerHTML",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something a condition may ask for; `values` are those to choose from."""

    key: str
    label: str
    group: str
    shape: Shape = "text"
    values: tuple[tuple[str, str], ...] = ()


def subjects_for(
    definition: Definition, before: Iterable[Question], attributes: Iterable[tuple[str, str]]
) -> dict[str, Subject]:
    """What may be asked for after these questions; `attributes` are key and name."""
    asked = list(before)
    found = [one for question in asked for one in _of_question(question, definition)]
    customer, other = _("The customer"), _("The survey")
    if definition.score and any(one.key == definition.score for one in asked):
        bands = tuple((key, str(words)) for key, words in BANDS.items())
        label = _("Main score")
        found.append(Subject(key="score_band", label=label, group=other, shape="set", values=bands))
    languages = tuple((code, language_name(code)) for code in definition.languages)
    found.append(
        Subject(key="language", label=_("Language"), group=other, shape="set", values=languages)
    )
    found += [
        Subject(key=f"hidden:{one.name}", label=one.name, group=_("Hidden field"))
        for one in definition.hidden
    ]
    found += [
        Subject(key=f"attribute:{key}", label=name, group=customer) for key, name in attributes
    ]
    return {one.key: one for one in found}


def _of_question(question: Question, definition: Definition) -> list[Subject]:
    """A question, or each row of a table of scales."""
    group, language = _("Answer to"), definition.main_language
    title = spoken(question.title, language, definition) or question.key
    key = f"answer:{question.key}"
    steps = tuple((str(step), str(step)) for step in steps_of(question))
    if question.kind is QuestionKind.STATEMENT:
        return []
    if question.kind is QuestionKind.MATRIX:
        return [
            Subject(
                key=f"{key}.{row.key}",
                label=f"{title} – {spoken(row.label, language, definition)}",
                group=group,
                shape="step",
                values=steps,
            )
            for row in question.rows
        ]
    if question.kind in _CHOSEN:
        options = tuple(
            (one.key, spoken(one.label, language, definition)) for one in question.options
        )
        return [Subject(key=key, label=title, group=group, shape="set", values=options)]
    if question.kind is QuestionKind.CONSENT:
        values = (("1", pgettext("consent", "given")), ("0", pgettext("consent", "not given")))
        return [Subject(key=key, label=title, group=group, shape="set", values=values)]
    return [
        Subject(key=key, label=title, group=group, shape="step" if steps else "text", values=steps)
    ]


class Line(forms.Form):
    """One clause; an empty subject is no clause."""

    subject = forms.ChoiceField(required=False)
    operator = forms.ChoiceField(required=False)

    def __init__(self, subjects: dict[str, Subject], *args: Any, **rest: Any) -> None:
        """Offers what the chosen subject can be compared with."""
        super().__init__(*args, **rest)
        self.label_suffix = ""
        self.subjects = subjects
        stored = str(self.initial.get("subject", ""))
        self.is_kept = bool(self.initial.pop("is_kept", False))
        chosen = self._raw("subject") or ""
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in subjects.values():
            groups.setdefault(one.group, []).append((one.key, _short(one.label)))
        lost = [(stored, stored)] if stored and stored not in subjects else []
        self._choice("subject").choices = [
            ("", _("always")),
            *groups.items(),
            *lost,
        ]
        self.fields["subject"].label = pgettext("shown only if", "What")
        self.fields["subject"].widget.attrs.update(_AGAIN)
        self.subject_chosen = subjects.get(chosen)
        shape: Shape = self.subject_chosen.shape if self.subject_chosen else "text"
        offered = list(OFFERED[shape]) if chosen else list(OPERATORS)
        now = str(self.initial.get("operator", ""))
        if now and now not in offered and chosen == stored and self.is_kept:
            offered.append(now)
        self._choice("operator").choices = [(key, OPERATORS[key]) for key in offered]
        self.fields["operator"].label = pgettext("shown only if", "How")
        self.fields["value"] = self._value(shape)
        self.fields["value"].label = _("Value")

    @property
    def subject_now(self) -> bool:
        """Whether something is asked for, so that there is something to compare."""
        return bool(self._raw("subject"))

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        return field

    def _raw(self, name: str) -> str:
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name), ""))
        return str(self.initial.get(name, ""))

    def _value(self, shape: Shape) -> forms.Field:
        values = self.subject_chosen.values if self.subject_chosen else ()
        if shape == "set":
            return forms.MultipleChoiceField(
                choices=values, required=False, widget=forms.CheckboxSelectMultiple
            )
        if shape == "step":
            return forms.ChoiceField(choices=values, required=False)
        return forms.CharField(required=False, max_length=200)

    @override
    def clean(self) -> dict[str, Any]:
        """A comparison needs something to compare with."""
        known = self.cleaned_data
        compares = known.get("subject") and known.get("operator") not in WITHOUT_VALUE
        if compares and not known.get("value") and "value" not in self.errors:
            self.add_error("value", _("Choose a value to compare with."))
        return known

    def clause(self) -> Clause | None:
        """What was chosen."""
        known = self.cleaned_data
        if not known.get("subject"):
            return None
        operator = known["operator"]
        value = None if operator in WITHOUT_VALUE else self._plain(known["value"])
        return Clause(subject=known["subject"], operator=operator, value=value)

    def _plain(self, value: str | list[str]) -> Scalar | list[Scalar]:
        shape = self.subject_chosen.shape if self.subject_chosen else "text"
        if isinstance(value, list):
            return list(value)
        return int(value) if shape == "step" else value.strip()


class ConditionForm:
    """All lines of a condition, and whether all or any one must hold."""

    def __init__(
        self,
        subjects: dict[str, Subject],
        condition: Condition | None,
        data: QueryDict | None = None,
    ) -> None:
        """As stored, or as it was sent."""
        stored = [_initial(one) for one in condition.clauses] if condition else []
        count = len(stored) + 1
        self.match = (data.get("match", "") if data is not None else "") or (
            condition.match if condition else "all"
        )
        if data is not None:
            sent = data.get("lines", "")
            filled = [number for number in range(MOST_LINES) if data.get(f"line{number}-subject")]
            more = bool(data.get("again")) and len(filled) >= int(sent or 1)
            count = int(sent) + more if sent.isdecimal() else count
            if data.get("again"):  # drawn anew as it stands, and not judged yet
                stored, data = [_typed(data, number) for number in range(count)], None
        self.lines = [
            Line(
                subjects,
                data,
                prefix=f"line{number}",
                initial=stored[number] if number < len(stored) else {},
            )
            for number in range(min(max(count, 1), MOST_LINES))
        ]

    def is_valid(self) -> bool:
        """Whether each line can be used."""
        return not any(line.errors for line in self.lines)

    def condition(self) -> Condition | None:
        """What was chosen, or nothing: shown always."""
        clauses = tuple(one for one in (line.clause() for line in self.lines) if one is not None)
        if not clauses:
            return None
        return Condition(clauses=clauses, match="any" if self.match == "any" else "all")


def _typed(data: QueryDict, number: int) -> dict[str, Any]:
    values = data.getlist(f"line{number}-value")
    operator = data.get(f"line{number}-operator", "")
    return {
        "subject": data.get(f"line{number}-subject", ""),
        "operator": operator,
        "value": values if operator in {"one_of", "none_of"} else "".join(values[:1]),
    }


def _initial(clause: Clause) -> dict[str, Any]:
    """A clause as its fields have it: `is` one value of a list is `one of` this value."""
    operator, value = clause.operator, clause.value
    is_named = clause.subject in {"language", "score_band"}
    if is_named and operator in {"is", "is_not"}:
        operator = "one_of" if operator == "is" else "none_of"
    if is_named or operator in {"one_of", "none_of"}:
        value = value if isinstance(value, list) else [] if value is None else [value]
        value = [_text(one) for one in value]
    elif isinstance(value, list):
        value = [_text(one) for one in value]
    elif value is not None:
        value = _text(value)
    return {"subject": clause.subject, "operator": operator, "value": value, "is_kept": True}


def condition_words(condition: Condition | None, subjects: dict[str, Subject]) -> str:
    """When it is shown, as a sentence; the empty word when always."""
    if condition is None or not condition.clauses:
        return ""
    joint = pgettext("condition", " and ") if condition.match == "all" else _(" or ")
    said = joint.join(_clause_words(one, subjects) for one in condition.clauses)
    return _("Only if %(condition)s") % {"condition": said}


def _clause_words(clause: Clause, subjects: dict[str, Subject]) -> str:
    subject = subjects.get(clause.subject)
    known = dict(subject.values) if subject else {}
    values: Sequence[Any] = clause.value if isinstance(clause.value, list) else [clause.value]
    said = [known.get(_text(one), _text(one)) for one in values if one is not None]
    label = _short(subject.label) if subject else clause.subject
    about = _("“%(name)s”") % {"name": label}
    if clause.operator in WITHOUT_VALUE:
        return f"{about} {OPERATORS[clause.operator]}"
    return _("%(subject)s %(operator)s %(value)s") % {
        "subject": about,
        "operator": OPERATORS[clause.operator],
        "value": ", ".join(said),
    }


def _text(value: Scalar) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
