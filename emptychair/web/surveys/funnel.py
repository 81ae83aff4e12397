"""Where those who were asked are lost: on the way, and from question to question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emptychair.http.access import access_from
from emptychair.surveys.channel_words import channel_words
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.funnel import funnel_of
from emptychair.web.surveys.words import language_of


@require_safe
def funnel(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Sent, arrived, opened, begun, finished, counted; and what each question cost."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    found = funnel_of(access, survey, language=language_of(access))
    steps = [(channel_words(one.channel) if one.channel else "–", one) for one in found.steps]
    return render(
        request, "surveys/funnel.html", {"survey": survey, "funnel": found, "steps": steps}
    )
