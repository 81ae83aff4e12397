"""Addresses of onboarding."""

from django.urls import path

from emptychair.web.onboarding import definition, finder, page, stalled

urlpatterns = [
    path("", page.first_value, name="first-value"),
    path("refresh/", page.refresh, name="first-value-refresh"),
    path("definition/", definition.definition, name="first-value-definition"),
    path(
        "definition/<int:definition_id>/retire/",
        definition.retire,
        name="first-value-retire",
    ),
    path("finder/", finder.finder, name="first-value-finder"),
    path("finder/search/", finder.look, name="first-value-search"),
    path("finder/take/", finder.take, name="first-value-take"),
    path("stalled/", stalled.stalled_list, name="first-value-stalled"),
    path("stalled/list.csv", stalled.table_file, name="first-value-file"),
    path("stalled/<int:reading_id>/contact/", stalled.contact, name="first-value-contact"),
]
