"""Whom to talk to, those who would miss us most first."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.fit.queries import fit_by_segment, people_to_talk_to
from emptychair.fit.queries.answers import NewestAnswers
from emptychair.fit.words import segment_words
from emptychair.http.access import access_from
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """A page of them, of one group if one is chosen."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    now, segment = timezone.now(), request.GET.get("segment", "")[:80]
    answers = NewestAnswers(access, now=now)
    words = sorted({one.segment for one in fit_by_segment(access, now=now, answers=answers)})
    talks = people_to_talk_to(access, segment=segment, now=now, answers=answers)
    context = {
        "segment": segment,
        "segments": [(word, segment_words(word)) for word in words],
        "name": segment_words(segment),
        "page": paginate(request, talks),
        "may_call": access.may(Permission.CUSTOMER_WRITE),
    }
    return render_page(request, "fit/people.html", context, part="fit/_people.html")
