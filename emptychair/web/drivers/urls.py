"""Addresses of this section, below `drivers/`."""

from django.urls import path

from emptychair.web.drivers import views

urlpatterns = [
    path("", views.drivers, name="drivers"),
    path("<int:survey_id>/", views.drivers_of_survey, name="drivers-of-survey"),
    path("segments/", views.drivers_by_segment, name="drivers-by-segment"),
    path("voices/", views.driver_voices, name="driver-voices"),
    path("table.csv", views.drivers_csv, name="drivers-csv"),
    path("table.xlsx", views.drivers_xlsx, name="drivers-xlsx"),
]
