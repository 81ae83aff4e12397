"""The form of what holds for everything in a workspace."""

from typing import Any

import holidays
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from emptychair.accounts.types import WorkspaceWords
from emptychair.http.entrance.forms import ZONES

CURRENCIES = [
    ("JPY", _("Yen")),
    ("USD", _("US dollar")),
    ("EUR", _("Euro")),
    ("GBP", _("Pound sterling")),
    ("CHF", _("Swiss franc")),
    ("AUD", _("Australian dollar")),
    ("CAD", _("Canadian dollar")),
    ("SGD", _("Singapore dollar")),
    ("TWD", _("New Taiwan dollar")),
    ("KRW", _("Won")),
    ("CNY", _("Renminbi")),
    ("INR", _("Indian rupee")),
]
COUNTRIES = [(code, code) for code in sorted(holidays.list_supported_countries())]
DAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]
MONTHS = [
    (1, _("January")),
    (2, _("February")),
    (3, _("March")),
    (4, _("April")),
    (5, _("May")),
    (6, _("June")),
    (7, _("July")),
    (8, _("August")),
    (9, _("September")),
    (10, _("October")),
    (11, _("November")),
    (12, _("December")),
]
TIME = {"type": "time"}


class WorkspaceForm(forms.Form):
    """Name, days, money, the sender of mails."""

    name = forms.CharField(label=pgettext_lazy("field", "Name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of what the workspace writes; each member reads pages in their own."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    fiscal_year_start = forms.TypedChoiceField(
        label=_("Fiscal year begins in"), coerce=int, choices=MONTHS
    )
    work_days = forms.MultipleChoiceField(
        label=_("Work days"), choices=DAYS, widget=forms.CheckboxSelectMultiple
    )
    work_from = forms.TimeField(
        label=_("Work begins"), widget=forms.TimeInput(format="%H:%M", attrs=TIME)
    )
    work_to = forms.TimeField(
        label=_("Work ends"), widget=forms.TimeInput(format="%H:%M", attrs=TIME)
    )
    country = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=COUNTRIES,
        help_text=_("Deadlines count working hours only; holidays are none."),
    )
    sender_name = forms.CharField(
        label=_("Sender's name"),
        max_length=120,
        required=False,
        help_text=_("As customers see it, such as: Customer service of Kitchen & Co."),
    )
    sender_address = forms.EmailField(label=_("Sender's address"), max_length=254, required=False)
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands below mails to customers."),
    )

    @override
    def clean(self) -> dict[str, Any]:
        """Work ends after it began."""
        found = super().clean() or {}
        begins, ends = found.get("work_from"), found.get("work_to")
        if begins and ends and ends <= begins:
            self.add_error("work_to", _("Work must end after it begins."))
        return found

    def words(self) -> WorkspaceWords:
        """What was filled in."""
        found = self.cleaned_data
        return WorkspaceWords(**{**found, "work_days": "".join(sorted(found["work_days"]))})
