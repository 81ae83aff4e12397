"""Whether they came back."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.silence.loss_words import percent_words
from emptychair.silence.queries.returned import Returned, who_came_back
from emptychair.stats import LogRank, SurvivalCurve, TooFew, there_by
from emptychair.web.silence.pictures import back_picture
from emptychair.web.silence.words import rights
from emptychair.web.ui.parts import render_page

AFTER = (30, 90, 180)
WORDS = {
    "contacted": pgettext_lazy("silences", "Contacted"),
    "not_contacted": pgettext_lazy("silences", "Not contacted (until then)"),
    "offered": pgettext_lazy("silences", "Could be contacted"),
    "held_out": pgettext_lazy("silences", "Held out by chance"),
}
SHORT = {**WORDS, "not_contacted": pgettext_lazy("silences", "Not contacted")}  # beside a line
SURE = 0.05


@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    """How many came back, with and without a contact, and what that proves."""
    access = access_from(request)
    today = local_day(timezone.now(), access.workspace.zone)
    found = who_came_back(access, today=today)
    context = {
        **rights(access),
        "rows": [_row(one) for one in found.groups],
        "after": AFTER,
        "as_of": today,
        "chart": back_picture([(str(SHORT[one.key]), one.curve) for one in _drawn(found.groups)]),
        "any": any(one.silences for one in found.groups),
        "verdict": _verdict(found.drawn, found.contacted),
        "drawn": found.drawn is not None,
        "held_out": percent_words(found.held_out) if found.held_out else "",
    }
    return render_page(request, "silence/returned.html", context)


def _drawn(groups: Sequence[Returned]) -> Sequence[Returned]:
    """The two that were drawn by chance, where there are any: four lines tell less than two."""
    by_chance = [one for one in groups if one.key in {"offered", "held_out"}]
    return by_chance if all(one.curve for one in by_chance) and by_chance else groups[:2]


def _verdict(drawn: LogRank | None, contacted: LogRank | None) -> str:
    if drawn is not None:
        if drawn.p_value < SURE:
            return _(
                "Those who could be contacted and those held out differ by more than chance "
                "(p = %(p)s). The draw makes it an effect of contacting."
            ) % {"p": f"{drawn.p_value:.3f}"}
        return _(
            "Those who could be contacted and those held out do not differ beyond chance "
            "(p = %(p)s)."
        ) % {"p": f"{drawn.p_value:.2f}"}
    if contacted is not None:
        return _(
            "Somebody chose whom to contact, so a difference (p = %(p)s) may come from the choice. "
            "Hold some out by chance, and it is known."
        ) % {"p": f"{contacted.p_value:.2f}"}
    return _("Too few silences to compare: five of each are needed.")


def _row(one: Returned) -> dict[str, Any]:
    return {
        "key": one.key,
        "words": WORDS[one.key],
        "silences": one.silences,
        "returned": one.returned,
        "left": one.left,
        "shares": [_back_by(one.curve, days) for days in AFTER],
    }


def _back_by(curve: SurvivalCurve | None, days: int) -> str:
    if curve is None:
        return "–"
    try:
        back, low, high = there_by(curve, days)
    except TooFew:
        return _("not yet known")
    return _("%(share)s (%(low)s to %(high)s)") % {
        "share": percent_words(back),
        "low": percent_words(low),
        "high": percent_words(high),
    }
