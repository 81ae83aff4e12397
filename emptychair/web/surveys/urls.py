"""Addresses of this section."""

from django.urls import path

from emptychair.web.surveys import asking, editing, places, views

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/new/", views.new_survey, name="survey-new"),
    path("surveys/<int:survey_id>/", views.survey, name="survey"),
    path("surveys/<int:survey_id>/state/", views.survey_state, name="survey-state"),
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
    path("places/<int:place_id>/code.svg", places.place_code, {"form": "svg"}, name="place-svg"),
    path("places/<int:place_id>/code.png", places.place_code, {"form": "png"}, name="place-png"),
    path("places/<int:place_id>/card/", places.place_card, name="place-card"),
]
