"""Where a mail provider tells what became of our mails."""

from django.urls import path

from emptychair.integrations.email.reports import reports

urlpatterns = [path("reports/<str:provider>/", reports, name="mail-reports")]
