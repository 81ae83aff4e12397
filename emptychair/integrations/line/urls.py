"""Where LINE knocks, and where customers link their accounts."""

from django.urls import path

from emptychair.integrations.line import doors, linking

urlpatterns = [
    path("link/<str:token>/", linking.link, name="line-link"),
    path("events/<slug:slug>/", doors.webhook, name="line-events"),
]
