"""Addresses of the map of touchpoints."""

from django.urls import path

from emptychair.web.touchpoints import changing, parts, views

urlpatterns = [
    path("touchpoints/", views.touchpoint_map, name="touchpoints"),
    path("touchpoints/draw/", changing.draw_map, name="touchpoints-draw"),
    path("touchpoints/new/", changing.new_touchpoint, name="touchpoint-new"),
    path("touchpoints/journeys/", parts.new_journey, name="journey-new"),
    path("touchpoints/journeys/<int:journey_id>/", parts.change_journey, name="journey"),
    path("touchpoints/stages/<int:stage_id>/", parts.change_stage, name="stage"),
    path("touchpoints/<int:touchpoint_id>/", views.touchpoint_page, name="touchpoint"),
    path("touchpoints/<int:touchpoint_id>/edit/", changing.edit_touchpoint, name="touchpoint-edit"),
    path("touchpoints/<int:touchpoint_id>/move/", changing.move, name="touchpoint-move"),
    path("touchpoints/<int:touchpoint_id>/archive/", changing.archive, name="touchpoint-archive"),
    path("touchpoints/<int:touchpoint_id>/restore/", changing.restore, name="touchpoint-restore"),
]
