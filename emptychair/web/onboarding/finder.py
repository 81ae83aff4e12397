"""Moments that go along with staying."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.onboarding.finding_types import LANDMARK, Candidate, Moment, Outcome
from emptychair.onboarding.queries.finding import HORIZON
from emptychair.onboarding.queries.stored import found_moments
from emptychair.onboarding.rules.finding import FEWEST_EARLIER, FEWEST_LATER
from emptychair.onboarding.services.finding import ask_for_search, take_moment
from emptychair.onboarding.types import Kind
from emptychair.onboarding.words import candidate_words, points_words, share_words
from emptychair.web.ui.parts import render_page


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """The last search of each kind."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else _usual(access)
    found = found_moments(access, kind)
    context = {
        "kind": kind,
        "kinds": [(value, words, value == kind) for value, words in Kind.choices],
        "outcomes": [
            (value, words, bool(found) and value == (found.outcome if found else ""))
            for value, words in Outcome.choices
        ],
        "found": found,
        "outcome": Outcome(found.outcome).label if found else "",
        "base": share_words(found.search.base) if found else "",
        "moments": [_shown(one) for one in found.search.moments] if found else [],
        "horizon": HORIZON,
        "landmark": LANDMARK,
        "needed": (FEWEST_EARLIER, FEWEST_LATER),
        "may_define": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "onboarding/finder.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Search now."""
    access = access_from(request)
    kind, outcome = request.POST.get("kind", ""), request.POST.get("outcome", "")
    ask_for_search(access, kind=kind, outcome=outcome)
    messages.success(request, _("Moments are being looked for. Look again in a minute."))
    return _back(kind)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Make one of them the first value."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    kind, candidate = request.POST.get("kind", ""), _candidate(request)
    take_moment(access, kind=kind, candidate=candidate, words=candidate_words(candidate)[:200])
    messages.success(request, _("This is the first value now. Everybody is being read anew."))
    return redirect("first-value")


def _usual(access: Access) -> str:
    """The kind that was searched last."""
    known = [(one.read_at, kind) for kind in Kind.values if (one := found_moments(access, kind))]
    return max(known)[1] if known else Kind.COMPANY.value


def _candidate(request: HttpRequest) -> Candidate:
    given = request.POST
    try:
        return Candidate(given.get("name", ""), int(given["count"]), int(given["days"]))
    except (KeyError, ValueError):
        raise Invalid from None


def _shown(one: Moment) -> dict[str, Any]:
    return {
        "one": one,
        "words": candidate_words(one.candidate),
        "did": share_words(one.share_did),
        "others": share_words(one.share_others),
        "gap": points_words(one.gap),
    }


def _back(kind: str) -> HttpResponse:
    answer = redirect("first-value-finder")
    answer["Location"] += f"?kind={kind}"
    return answer
