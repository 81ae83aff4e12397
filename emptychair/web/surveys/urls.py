"""Addresses of this section."""

from django.urls import include, path, re_path

from emptychair.web.surveys import (
    asking,
    autopilot,
    channels,
    editing,
    funnel,
    leaving,
    place_secrets,
    places,
    plan,
    privacy,
    quality,
    timing,
    views,
)

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/plan/", plan.plan, name="survey-plan"),
    path("surveys/<int:survey_id>/when/", timing.timing, name="survey-timing"),
    path("surveys/<int:survey_id>/privacy/", privacy.privacy, name="survey-privacy"),
    path("surveys/<int:survey_id>/funnel/", funnel.funnel, name="survey-funnel"),
    path("surveys/<int:survey_id>/quality/", quality.quality, name="survey-quality"),
    path("surveys/<int:survey_id>/quality/rule/", quality.quality_rule, name="survey-quality-rule"),
    path("surveys/<int:survey_id>/quality/again/", quality.mark_again, name="survey-mark-again"),
    re_path(  # numbers of anonymous answers are drawn by chance, below zero
        r"^answers/(?P<response_id>-?[0-9]{1,18})/(?P<verdict>excluded|kept|rule)/$",
        quality.judge,
        name="answer-judge",
    ),
    path("surveys/<int:survey_id>/channels/", channels.channels, name="survey-channels"),
    path("surveys/<int:survey_id>/autopilot/", autopilot.autopilot, name="survey-autopilot"),
    path(
        "surveys/<int:survey_id>/autopilot/start/", autopilot.start, name="survey-autopilot-start"
    ),
    path("surveys/<int:survey_id>/autopilot/stop/", autopilot.stop, name="survey-autopilot-stop"),
    path("surveys/leaving/", leaving.leaving, name="survey-leaving"),
    path("surveys/new/", views.new_survey, name="survey-new"),
    path("surveys/<int:survey_id>/", views.survey, name="survey"),
    path("surveys/<int:survey_id>/state/", views.survey_state, name="survey-state"),
    path("surveys/<int:survey_id>/questions/", include("emptychair.web.surveys.questions_urls")),
    path("surveys/<int:survey_id>/edit/", editing.edit, name="survey-edit"),
    path("surveys/<int:survey_id>/settings/", editing.settings, name="survey-settings"),
    path("surveys/<int:survey_id>/preview/mail/", editing.preview_mail, name="survey-preview-mail"),
    path("surveys/<int:survey_id>/preview/page/", editing.preview_page, name="survey-preview-page"),
    path("surveys/<int:survey_id>/test/", asking.send_to_oneself, name="survey-test"),
    path("surveys/<int:survey_id>/ask/", asking.ask, name="survey-ask"),
    path("surveys/<int:survey_id>/asked/", asking.asked, name="survey-asked"),
    path("surveys/<int:survey_id>/places/", places.places, name="survey-places"),
    path("surveys/<int:survey_id>/places/<slug:kind>/", places.new_place, name="place-new"),
    path("places/<int:place_id>/", places.place, name="place-settings"),
    path("places/<int:place_id>/switch/", places.switch_place, name="place-switch"),
    path("places/<int:place_id>/secret/", place_secrets.place_secret, name="place-secret"),
    path("places/<int:place_id>/pin/", place_secrets.place_pin, name="place-pin"),
    path("places/<int:place_id>/code.svg", places.place_code, {"form": "svg"}, name="place-svg"),
    path("places/<int:place_id>/code.png", places.place_code, {"form": "png"}, name="place-png"),
    path("places/<int:place_id>/card/", places.place_card, name="place-card"),
]
