"""The form of one question: only what its kind needs. It ends in a `Question`."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace
from typing_extensions import override

from emptychair.surveys.rules.choices import lines_of, options_from
from emptychair.surveys.rules.drafting import fresh_key
from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.rules.scales import POINTS, points_of
from emptychair.surveys.types.definition import (
    METRIC_KINDS,
    Definition,
    Option,
    Question,
    QuestionKind,
    Texts,
)

K = QuestionKind
_SCALE = ("points", "low", "high")
FIELDS: dict[QuestionKind, tuple[str, ...]] = {
    K.NPS: ("low", "high"),
    K.CSAT: ("points", "look", "low", "high"),
    K.CES: _SCALE,
    K.PMF: (),
    K.AGREE: ("points", "look", "low", "high"),
    K.SINGLE: ("choices", "other", "random_order", "why_of"),
    K.MULTIPLE: ("choices", "other", "none", "least", "most", "random_order", "why_of"),
    K.RANKING: ("choices", "least", "most", "random_order"),
    K.PICTURE: ("choices", "pictures", "least", "most", "random_order"),
    K.MATRIX: ("rows", *_SCALE, "random_order"),
    K.SHORT_TEXT: ("most", "why_of"),
    K.LONG_TEXT: ("most", "why_of"),
    K.NUMBER: ("least", "most"),
    K.DATE: (),
    K.CONSENT: (),
    K.CONTACT: (),
    K.STATEMENT: (),
}
_IN_SIGNS = frozenset({K.SHORT_TEXT, K.LONG_TEXT})
LOOKS = (
    ("numbers", gettext_lazy("numbers")),
    ("stars", gettext_lazy("stars")),
    ("faces", gettext_lazy("faces")),
)


class ManyFiles(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """All files that were sent, each looked at like a single one."""

    @override
    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list, empty when none was sent."""
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in sent if one]


class QuestionForm(forms.Form):
    """Its words are those of the main language; the others have a page of their own."""

    title = forms.CharField(
        label=gettext_lazy("What is asked"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    help = forms.CharField(label=gettext_lazy("Help below it"), max_length=500, required=False)
    required = forms.BooleanField(label=gettext_lazy("It must be answered"), required=False)
    points = forms.TypedChoiceField(label=gettext_lazy("Points of the scale"), coerce=int)
    look = forms.ChoiceField(label=gettext_lazy("Look of the scale"), choices=LOOKS)
    low = forms.CharField(
        label=gettext_lazy("What the lowest point means"), max_length=80, required=False
    )
    high = forms.CharField(
        label=gettext_lazy("What the highest point means"), max_length=80, required=False
    )
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "One a line. You may rename and move them: their answers stay with them."
        ),
    )
    rows = forms.CharField(
        label=gettext_lazy("Rows"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("One a line. Each is asked on the same scale."),
    )
    pictures = ManyFilesField(
        label=gettext_lazy("More pictures"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/png,image/jpeg,image/gif,image/webp"}),
        help_text=gettext_lazy(
            "PNG, JPEG, GIF or WebP, at most 1 MB each. Each becomes a choice with its file's name."
        ),
    )
    other = forms.CharField(
        label=gettext_lazy("A choice with words of their own"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Such as: Something else. Empty: there is none."),
    )
    none = forms.CharField(
        label=gettext_lazy("A choice that excludes all others"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Such as: None of these. Empty: there is none."),
    )
    least = forms.FloatField(label=gettext_lazy("At least"), required=False)
    most = forms.FloatField(label=gettext_lazy("At most"), required=False)
    random_order = forms.BooleanField(
        label=gettext_lazy("In an order by chance, for each person another one"), required=False
    )
    why_of = forms.ChoiceField(
        label=gettext_lazy("Asks for the reason of"),
        required=False,
        help_text=gettext_lazy("Reasons of the main score stand among the voices."),
    )
    ask_why = forms.BooleanField(
        label=gettext_lazy("Ask for the reason right after it"), required=False, initial=True
    )

    def __init__(
        self,
        definition: Definition,
        question: Question,
        *args: Any,
        before: tuple[Question, ...],
        is_new: bool = False,
        **rest: Any,
    ) -> None:
        """Keeps the fields of this kind; `before` are the questions asked earlier."""
        self.definition, self.question = definition, question
        self.language = definition.main_language
        rest["initial"] = {**_initial(question, definition), **(rest.get("initial") or {})}
        super().__init__(*args, **rest)
        self.label_suffix = ""
        kept = {"title", "help", *FIELDS[question.kind]}
        if question.kind is not K.STATEMENT:
            kept.add("required")
        if is_new and question.kind in METRIC_KINDS:
            kept.add("ask_why")
        self.fields = {name: field for name, field in self.fields.items() if name in kept}
        self._offer(before)
        self._name(question.kind)
        for option in question.options if question.kind is K.PICTURE else ():
            self.fields[f"picture-{option.key}"] = forms.FileField(
                label=_("Picture of “%(name)s”")
                % {"name": option.label.get(self.language) or option.key},
                required=False,
            )

    def _offer(self, before: tuple[Question, ...]) -> None:
        points, why_of = self.fields.get("points"), self.fields.get("why_of")
        if isinstance(points, forms.ChoiceField):
            points.choices = [(one, str(one)) for one in sorted(POINTS[self.question.kind])]
        if isinstance(why_of, forms.ChoiceField):
            whys = [one for one in before if one.kind in METRIC_KINDS]
            now = self.question.why_of
            lost = [(now, now)] if now and now not in {one.key for one in whys} else []
            why_of.choices = [
                ("", _("no score")),
                *((one.key, spoken(one.title, self.language) or one.key) for one in whys),
                *lost,
            ]
            if not (whys or lost):
                del self.fields["why_of"]

    def _name(self, kind: QuestionKind) -> None:
        """Say what the limits count."""
        if kind in _IN_SIGNS and "most" in self.fields:
            self.fields["most"].label = _("At most so many characters")
        if kind in {K.MULTIPLE, K.RANKING, K.PICTURE}:
            self.fields["least"].label = _("Choose at least")
            self.fields["most"].label = _("Choose at most")
        if "choices" in self.fields:
            self.fields["choices"].required = kind is not K.PICTURE
        if kind is K.CONSENT:
            self.fields["title"].label = _("What they agree to")
        if kind is K.STATEMENT:
            self.fields["title"].label = _("What stands there")
            self.fields["title"].widget.attrs["rows"] = 4

    @override
    def clean(self) -> dict[str, Any]:
        """Choices are written, or come with pictures."""
        known = self.cleaned_data
        is_bare = "choices" in self.fields and not known.get("choices", "").strip()
        if is_bare and not (self.question.kind is K.PICTURE and known.get("pictures")):
            self.add_error("choices", _("Write the choices, one a line."))
        least, most = known.get("least"), known.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("This is less than the least."))
        return known

    def built(self, pictures: dict[str, str], fresh: list[tuple[str, str]]) -> Question:
        """The question as it was written; `pictures` are names of stored files by key of a choice,
        `fresh` the labels and names of those that become choices.
        """
        known, old = self.cleaned_data, self.question
        question = replace(
            old,
            title=self._said(old.title, known["title"]),
            help=self._said(old.help, known["help"]),
            required=known.get("required", False),
        )
        for name in ("look", "least", "most", "random_order", "why_of"):
            if name in self.fields:
                question = replace(question, **{name: known[name]})
        if "points" in self.fields:
            usual = POINTS[old.kind][0]
            question = replace(question, points=0 if known["points"] == usual else known["points"])
        for name in ("low", "high"):
            if name in self.fields:
                question = replace(question, **{name: self._said(getattr(old, name), known[name])})
        if "rows" in self.fields:
            rows = options_from(known["rows"], old.rows, self.language, word="row")
            question = replace(question, rows=rows)
        if "choices" in self.fields:
            question = replace(question, options=self._options(pictures, fresh))
        return question

    def _options(
        self, pictures: dict[str, str], fresh: list[tuple[str, str]]
    ) -> tuple[Option, ...]:
        options = list(
            options_from(self.cleaned_data["choices"], self.question.options, self.language)
        )
        options = [replace(one, picture=pictures.get(one.key, one.picture)) for one in options]
        for label, name in fresh:
            keys = {one.key for one in (*options, *self.question.options)}
            key = fresh_key("picture", keys)
            options.append(Option(key=key, label={self.language: label}, picture=name))
        for special in ("other", "none"):
            label = self.cleaned_data.get(special, "").strip()
            if label:
                options.append(self._special(special, label))
        return tuple(options)

    def _special(self, name: str, label: str) -> Option:
        flag = f"is_{name}"
        old = next((one for one in self.question.options if getattr(one, flag)), None)
        if old is not None:
            return replace(old, label=self._said(old.label, label))
        key = fresh_key(name, {one.key for one in self.question.options})
        return Option(
            key=key,
            label={self.language: label},
            stays=True,
            is_other=name == "other",
            is_none=name == "none",
        )

    def _said(self, texts: Texts, text: str) -> Texts:
        rest = {code: words for code, words in texts.items() if code != self.language}
        said = text.strip()
        return {self.language: said, **rest} if said else rest


def label_of_file(file: UploadedFile) -> str:
    """What a picture is called until somebody writes more."""
    return PurePath(file.name or "").stem.replace("_", " ").strip()[:80] or _("Picture")


def _initial(question: Question, definition: Definition) -> dict[str, Any]:
    language = definition.main_language
    others = [one for one in question.options if one.is_other]
    nones = [one for one in question.options if one.is_none]
    return {
        "title": question.title.get(language, ""),
        "help": question.help.get(language, ""),
        "required": question.required,
        "points": points_of(question),
        "look": question.look,
        "low": question.low.get(language, ""),
        "high": question.high.get(language, ""),
        "choices": lines_of(question.options, language),
        "rows": lines_of(question.rows, language),
        "other": others[0].label.get(language, "") if others else "",
        "none": nones[0].label.get(language, "") if nones else "",
        "least": _whole(question.least),
        "most": _whole(question.most),
        "random_order": question.random_order,
        "why_of": question.why_of,
    }


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number.is_integer() else number
