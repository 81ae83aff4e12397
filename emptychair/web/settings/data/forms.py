"""What pages of importing and exporting ask."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.tables import TABLES
from emptychair.exchange.types import CASE_DAYS, USUAL_CASE_DAYS, ImportShape, Settings, Sight
from emptychair.surveys.types import Metric

LEFT_OUT = "-"
DAYS = {
    0: _("open no cases"),
    3: _("of the last 3 days"),
    14: _("of the last 14 days"),
    30: _("of the last 30 days"),
}

KINDS = [(one.name, one.label) for one in SHAPES.values()]


class UploadForm(forms.Form):
    """A file, and what it holds."""

    shape = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[("", _("find out from the file")), *KINDS],
        required=False,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV or Excel, up to 200 MB, in any Japanese encoding."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.json"}),
    )


class KindForm(forms.Form):
    """What a file holds, said by a person after all."""

    shape = forms.ChoiceField(label=_("What the file holds"), choices=KINDS)


class ColumnsForm(forms.Form):
    """What each column is, and what else must be said about the file."""

    def __init__(self, shape: ImportShape, sight: Sight, *args: Any, **kwargs: Any) -> None:
        """One select box a column."""
        super().__init__(*args, **kwargs)
        self.shape, self.sight = shape, sight
        fields = [(one.name, one.label) for one in shape.fields]
        other = [(LEFT_OUT, _("leave out"))]
        if shape.keeps_others:
            other = [("", _("keep as it is")), *other]
        for column in sight.columns:
            usual = LEFT_OUT if not shape.keeps_others and not column.field else column.field
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=column.header,
                choices=[*other, *fields],
                required=False,
                initial=usual,
                widget=forms.Select(attrs={"aria-label": column.header}),
            )
        self._settings()

    def _settings(self) -> None:
        if self.sight.date_example:
            self.fields["date_order"] = forms.ChoiceField(
                label=_("Dates such as %(example)s") % {"example": self.sight.date_example},
                choices=[("mdy", _("month first")), ("dmy", _("day first"))],
                initial=self.sight.date_order,
            )
        if self.sight.surveys:
            self.fields["survey"] = forms.TypedChoiceField(
                label=_("Survey to which the answers belong"),
                choices=[(0, _("one for imported answers")), *self.sight.surveys],
                coerce=int,
                initial=self.sight.survey_id,
            )
        if "answers" in self.shape.name:
            self.fields["metric"] = forms.ChoiceField(
                label=pgettext_lazy("import", "Kind of score"),
                choices=[
                    (Metric.NPS.value, _("NPS, 0 to 10")),
                    (Metric.CSAT.value, _("CSAT, 1 to 5")),
                    (Metric.CES.value, _("CES, 1 to 7")),
                    (Metric.CSAT3.value, _("CSAT, 1 to 3")),
                    (Metric.CSAT7.value, _("CSAT, 1 to 7")),
                    (Metric.CES5.value, _("CES, 1 to 5")),
                    (Metric.PMF.value, _("must-have, 1 to 3")),
                    (Metric.THUMBS.value, _("thumbs, 0 or 1")),
                ],
                initial=self.sight.metric,
            )
        if self.shape.name == "answers":
            self.fields["case_days"] = forms.TypedChoiceField(
                label=_("Cases for low scores"),
                choices=[(days, DAYS[days]) for days in CASE_DAYS],
                coerce=int,
                initial=USUAL_CASE_DAYS,
                empty_value=str(USUAL_CASE_DAYS),
                help_text=_("Older answers count in the scores and open no case."),
            )

    def rows(self) -> list[tuple[Any, tuple[str, ...]]]:
        """Each column's select box with its examples."""
        return [(self[f"column_{one.index}"], one.examples) for one in self.sight.columns]

    def others(self) -> list[Any]:
        """The fields below the columns."""
        names = ("survey", "metric", "date_order", "case_days")
        return [self[name] for name in names if name in self.fields]

    @override
    def clean(self) -> dict[str, Any]:
        """A field has one column."""
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for column in self.sight.columns:
            field = cleaned.get(f"column_{column.index}", "")
            if field in seen and field not in {"", LEFT_OUT}:
                self.add_error(f"column_{column.index}", _("Two columns were given this meaning."))
            seen.add(field)
        return cleaned

    def mapping(self) -> Mapping[str, str]:
        """Field to header; "" for fields without a column."""
        chosen = {
            self.cleaned_data.get(f"column_{one.index}", ""): one.header
            for one in self.sight.columns
        }
        return {field.name: chosen.get(field.name, "") for field in self.shape.fields}

    def settings(self) -> Settings:
        """The rest."""
        data = self.cleaned_data
        left = [
            one.header for one in self.sight.columns if data.get(f"column_{one.index}") == LEFT_OUT
        ]
        return Settings(
            date_order=data.get("date_order", ""),
            metric=data.get("metric", ""),
            case_days=int(data.get("case_days", USUAL_CASE_DAYS)),
            left_out=tuple(left),
            survey_id=data.get("survey") or 0,
        )


class ExportForm(forms.Form):
    """Which tables, in which form."""

    tables = forms.MultipleChoiceField(
        label=_("Tables"),
        choices=[(one.name, one.label) for one in TABLES.values()],
        widget=forms.CheckboxSelectMultiple,
        initial=list(TABLES),
    )
    form = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("csv", _("CSV (opens in Excel)")),
            ("xlsx", _("Excel, one sheet a table")),
            ("jsonl", _("JSON lines, for programs")),
        ],
    )
