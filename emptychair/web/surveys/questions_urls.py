"""Addresses of the editor, below `surveys/<id>/questions/`."""

from django.urls import path

from emptychair.web.surveys import (
    questions,
    questions_around,
    questions_languages,
    questions_one,
    questions_preview,
    questions_publish,
)

urlpatterns = [
    path("", questions.questions, name="survey-questions"),
    path("add/", questions.add, name="survey-add"),
    path("act/", questions.act, name="survey-act"),
    path("undo/", questions.undo, name="survey-undo"),
    path("new/<slug:kind>/", questions_one.question_new, name="survey-question-new"),
    path("question/<slug:key>/", questions_one.question, name="survey-question"),
    path("page/<slug:key>/", questions_around.page, name="survey-page"),
    path("ending/", questions_around.ending, name="survey-ending-new"),
    path("ending/<slug:key>/", questions_around.ending, name="survey-ending"),
    path("whole/", questions_around.whole, name="survey-whole"),
    path("words/<slug:language>/", questions_languages.translate, name="survey-translate"),
    path("check/", questions_publish.check, name="survey-check"),
    path("publish/", questions_publish.publish, name="survey-publish"),
    path("discard/", questions_publish.discard, name="survey-discard"),
    path("versions/", questions_publish.versions, name="survey-versions"),
    path("preview/", questions_preview.preview, name="survey-preview"),
]
