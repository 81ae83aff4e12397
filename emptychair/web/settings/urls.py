"""Addresses of this section."""

from django.urls import include, path

urlpatterns = [
    path("settings/", include("emptychair.web.settings.people.urls")),
    path("settings/data/", include("emptychair.web.settings.data.urls")),
    path("settings/jobs/", include("emptychair.web.settings.jobs.urls")),
    path("settings/sending/", include("emptychair.web.settings.sending.urls")),
    path("settings/texting/", include("emptychair.web.settings.texting.urls")),
    path("settings/outbox/", include("emptychair.web.settings.outbox.urls")),
]
