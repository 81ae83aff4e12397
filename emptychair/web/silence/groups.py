"""The silent beside promoters, passives and detractors."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from emptychair.http.access import access_from
from emptychair.silence.loss_types import Group, Month, Sent
from emptychair.silence.loss_words import kept_words, part_words, rise_words
from emptychair.silence.queries.readings import overview
from emptychair.silence.queries.stored import groups_of, month_of_silence
from emptychair.web.silence.words import purpose_words, rights
from emptychair.web.ui.parts import render_page

WORDS = {
    "promoters": pgettext_lazy("group", "Promoters"),
    "passives": pgettext_lazy("group", "Passives"),
    "detractors": pgettext_lazy("group", "Detractors"),
    "unheard": pgettext_lazy("group", "Not heard, not silent"),
    "silent": pgettext_lazy("group", "Silent"),
}


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """What became of each group, and what reached the silent last."""
    access = access_from(request)
    found = groups_of(access)
    context: dict[str, Any] = {**rights(access), "found": overview(access), "groups": found}
    if found is not None:
        context["rows"] = [_row(one) for one in found.groups]
        context["places"] = [(one.name, part_words(one.part)) for one in found.places]
        context["sent"] = [_sent(one) for one in found.messages]
        context["month"] = _month(month_of_silence(access))
    return render_page(request, "silence/groups.html", context)


def _month(found: Month | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "on": date.fromisoformat(found.on),
        "then": part_words(found.then),
        "now": part_words(found.now),
        "change": rise_words(found),
        "became": found.became,
        "returned": found.returned,
        "left": found.left,
        "rows": [{**_row(one), "now": found.counts.get(one.key, 0)} for one in found.groups],
    }


def _row(one: Group) -> dict[str, Any]:
    return {
        "key": one.key,
        "words": WORDS.get(one.key, one.key),
        "customers": one.customers,
        "value": one.value,
        "kept": part_words(one.kept),
        "revenue": kept_words(one.money),
        "few": one.customers < 30,
    }


def _sent(one: Sent) -> tuple[str, int, int]:
    words = purpose_words(one.purpose) or pgettext("message", "nothing from us")
    return words, one.count, one.n
