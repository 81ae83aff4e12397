"""Forms of the contact rule: how often, when, and who is never asked."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emptychair.messaging.rules.contact_rate import LONGEST, ContactRule
from emptychair.messaging.rules.windows import SendHours, written_spans

Group = tuple[str | Promise, tuple[str, ...]]


def _days(label: Any, help_text: Any = "", *, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=LONGEST, help_text=help_text)


class RuleForm(forms.Form):
    """How often somebody may be asked; the fields are those of `ContactRule`."""

    min_days = _days(
        _("Days between two surveys"),
        _("Whoever was sent a survey is left in peace for so long."),
    )
    most = _days(_("At most so many surveys"), least=1)
    window_days = _days(_("within so many days"), least=1)
    company_most = _days(
        _("At most so many surveys to one company"),
        _("Counted over all its people. 0: as many as there are people."),
    )
    company_days = _days(_("within so many days"), least=1)
    reminder_days = _days(_("Days between two reminders"))
    reminder_most = _days(_("At most so many reminders"), _("0: none at all."))
    referral_days = _days(_("Days between two requests for a referral"))
    referral_most = _days(_("At most so many such requests"), _("0: none at all."))
    playbook_days = _days(_("Days between two mails of playbooks"))
    playbook_most = _days(_("At most so many mails of playbooks"), _("0: none at all."))
    case_days = _days(
        _("Quiet days after a case was closed"),
        _("Only the survey about the case itself may ask then."),
    )
    ahead_days = _days(
        _("So many days ahead a weightier survey reserves its people"),
        _("Each survey has a weight. The lighter one waits, and says for which."),
    )
    GROUPS: tuple[Group, ...] = (
        (_("Surveys to one person"), ("min_days", "most", "window_days")),
        (_("Surveys to one company"), ("company_most", "company_days")),
        (
            _("Reminders and referrals"),
            ("reminder_days", "reminder_most", "referral_days", "referral_most"),
        ),
        (_("Mails of playbooks"), ("playbook_days", "playbook_most")),
        (_("Cases, and several surveys at once"), ("case_days", "ahead_days")),
    )

    @classmethod
    def of(cls, rule: ContactRule) -> "RuleForm":
        """The form as the rule stands."""
        return cls(initial=asdict(rule))

    def groups(self) -> list[tuple[str | Promise, list[BoundField]]]:
        """The fields as they stand together."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]


class HoursForm(forms.Form):
    """When messages leave."""

    mail_from = forms.TimeField(label=_("Mail leaves from"), widget=forms.TimeInput())
    mail_to = forms.TimeField(label=_("until"), widget=forms.TimeInput())
    phone_from = forms.TimeField(
        label=_("SMS and LINE leave from"),
        help_text=_("A telephone rings, a mail waits."),
    )
    phone_to = forms.TimeField(label=_("until"))
    every_day = forms.BooleanField(label=_("Also on days on which we do not work"), required=False)
    on_holidays = forms.BooleanField(label=_("Also on public holidays"), required=False)
    quiet = forms.CharField(
        label=_("Quiet days, each year"),
        required=False,
        max_length=300,
        help_text=_("For example 12/29-1/3, 8/13-8/16."),
    )

    @classmethod
    def of(cls, hours: SendHours) -> "HoursForm":
        """The form as the hours stand."""
        times = {
            name: getattr(hours, name).strftime("%H:%M")
            for name in ("mail_from", "mail_to", "phone_from", "phone_to")
        }
        return cls(
            initial={
                **times,
                "every_day": hours.every_day,
                "on_holidays": hours.on_holidays,
                "quiet": written_spans(hours.quiet),
            }
        )

    def hours(self) -> dict[str, Any]:
        """What was entered, for the service."""
        entered = self.cleaned_data
        return {
            "mail": (entered["mail_from"], entered["mail_to"]),
            "phone": (entered["phone_from"], entered["phone_to"]),
            "every_day": entered["every_day"],
            "on_holidays": entered["on_holidays"],
            "quiet": entered["quiet"],
        }


class HoldOutForm(forms.Form):
    """How many are drawn, and for how long."""

    percent = forms.IntegerField(
        label=_("Out of 100 customers"), min_value=1, max_value=50, initial=5
    )
    months = forms.IntegerField(
        label=_("For so many months"), min_value=1, max_value=36, initial=12
    )
