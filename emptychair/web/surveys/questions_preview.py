"""Looking at a survey as those see it who answer: in each language, as wide as a phone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.surveys.change_words import language_name
from emptychair.web.surveys.questions import around, writing
from emptychair.web.surveys.questions_framed import with_frames
from emptychair.web.surveys.words import language_of
from emptychair.web.ui.parts import render_page


@require_safe
def preview(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The hosted page in a frame; it can be answered, and nothing is stored."""
    access, survey, definition = writing(request, survey_id)
    wish = request.GET.get("language") or language_of(access)
    language = wish if wish in definition.languages else definition.main_language
    context = {
        **around(survey, definition, "preview"),
        "language": language,
        "languages": [(code, language_name(code)) for code in definition.languages],
        "may_send": access.may(Permission.SURVEY_SEND),
    }
    return with_frames(render_page(request, "surveys/questions_preview.html", context))
