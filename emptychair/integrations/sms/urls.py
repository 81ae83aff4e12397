"""Where a provider of SMS knocks."""

from django.urls import path

from emptychair.integrations.sms import doors

urlpatterns = [
    path("incoming/", doors.incoming, name="sms-incoming"),
    path("reports/", doors.reports, name="sms-reports"),
]
