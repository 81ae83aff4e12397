"""Did it help? The page of one initiative's effect, and the verdict."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.designs import (
    changes_of,
    cost_of,
    design_of,
    verdicts_of,
)
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.queries.limits import series_limit
from emptychair.effects.services.verdicts import judge_effect
from emptychair.effects.types import (
    Decision,
    Design,
    DrawBy,
    Judged,
    Reading,
    SeriesLimit,
    Unreadable,
)
from emptychair.effects.words import check_words, limit_words, method_words
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.loop.queries import initiative_with_number
from emptychair.web.effects.answered import mix_of
from emptychair.web.effects.design import offers_for
from emptychair.web.effects.drawing import picture_of, say, size_words
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.effects.models import EffectDesign

TONES = {Judged.HELPED.value: "good", Judged.NOT.value: "bad", Judged.UNKNOWN.value: "wait"}


class VerdictForm(forms.Form):
    """What came of it, what is done, and why."""

    verdict = forms.ChoiceField(label=gettext_lazy("Did it help?"), choices=Judged.choices)
    decision = forms.ChoiceField(
        label=gettext_lazy("What we do"), choices=Decision.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


@require_safe
def effect(request: HttpRequest, number: int) -> HttpResponse:
    """Before the start: what each design could see. After it: the estimate and the verdict."""
    access = access_from(request)
    return _page(request, access, number, None)


@require_POST
def judge(request: HttpRequest, number: int) -> HttpResponse:
    """Say whether it helped."""
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    found = initiative_with_number(access, number)
    form = VerdictForm(request.POST)
    if form.is_valid():
        try:
            judge_effect(access, found, now=timezone.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, _("The verdict is kept."))
            return redirect("initiative-effect", number)
    return _page(request, access, number, form)


def _page(
    request: HttpRequest, access: Access, number: int, form: VerdictForm | None
) -> HttpResponse:
    found = initiative_with_number(access, number)
    today = local_day(timezone.now(), access.workspace.zone)
    design = design_of(access, found)
    context: dict[str, Any] = {
        "initiative": found,
        "design": design,
        "may_write": access.may(Permission.INITIATIVE_WRITE),
        "may_read": access.may(Permission.SCORE_READ),
    }
    if design is None:
        context["offers"] = offers_for(access, found, today=today)
        context["can_tell"] = any(one.row.possible for one in context["offers"])
        return render_page(request, "effects/effect.html", context)
    read = reading_of(access, design, today=today) if context["may_read"] else None
    context |= _chosen(access, design)
    context |= _read(design, read) if read else {}
    if read and not context["verdicts"]:
        beyond = series_limit(access, design, today=today)
        context |= _limit(beyond, read, today) if beyond else {}
    context["form"] = form or VerdictForm(
        initial={"verdict": read.proposed if read else Judged.UNKNOWN}
    )
    context["is_frozen"] = design.is_frozen(today=today)
    context["is_over"] = today >= design.ends_on
    return render_page(request, "effects/effect.html", context)


def _limit(beyond: SeriesLimit, read: Reading, today: date) -> dict[str, str]:
    """Said once: what was missing before the start is why nothing is told."""
    refused = beyond.why is Unreadable.PAST and read.state == "refused"
    return {"refused" if refused else "limit": limit_words(beyond, today=today)}


def _chosen(access: Access, design: "EffectDesign") -> dict[str, Any]:
    zone = access.workspace.zone
    return {
        "design_words": Design(design.design).label,
        "draw_words": DrawBy(design.draw_by).label,
        "is_holdout": design.design == Design.HOLDOUT,
        "may_export": access.may(Permission.DATA_EXPORT),
        "held_out_percent": round(100 * design.held_out_share),
        "smallest": size_words(design.smallest, design.metric),
        "worth": size_words(design.worth, design.metric),
        "chosen_late": local_day(design.chosen_at, zone) > design.starts_on,
        "companies": len(design.units.all()),
        "changes": changes_of(access, design),
        "verdicts": [(one, TONES[one.verdict]) for one in verdicts_of(access, design)],
        "cost": cost_of(access, design),
    }


def _read(design: "EffectDesign", read: Reading) -> dict[str, Any]:
    found = read.effect
    mix = mix_of(read.mix, design.metric, agreed=design.mix) if read.mix else None
    return {
        "mix": mix,
        "read": read,
        "say": say(read, design.metric),
        "method": method_words(found) if found else "",
        "checks": [(one.passed, check_words(one)) for one in found.checks] if found else [],
        "proposed": Judged(read.proposed).label,
        "tone": TONES[read.proposed],
        "chart": picture_of(read, design.metric),
        "arms": [(ARMS[name], count) for name, count in read.arms],
    }


ARMS = {
    "treated": gettext_lazy("With the change"),
    "held-out": gettext_lazy("Held out"),
    "others": gettext_lazy("Compared with"),
    "before": gettext_lazy("Points before"),
    "after": gettext_lazy("Points after"),
}
