"""Mounts the sections."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language/", set_language, name="language"),
    path("", include("emptychair.web.today.urls")),
    path("", include("emptychair.web.customers.urls")),
    path("", include("emptychair.web.surveys.urls")),
    path("", include("emptychair.web.touchpoints.urls")),
    path("", include("emptychair.web.voice.urls")),
    path("", include("emptychair.web.scores.urls")),
    path("", include("emptychair.web.loop.urls")),
    path("programme/", include("emptychair.web.programme.urls")),
    path("scorecard/", include("emptychair.web.scorecard.urls")),
    path("", include("emptychair.web.effects.urls")),
    path("explore/", include("emptychair.web.explore.urls")),
    path("alerts/", include("emptychair.web.alerts.urls")),
    path("", include("emptychair.web.digests.urls")),
    path("drivers/", include("emptychair.web.drivers.urls")),
    path("", include("emptychair.web.money.urls")),
    path("success/", include("emptychair.web.success.urls")),
    path("silence/", include("emptychair.web.silence.urls")),
    path("first-value/", include("emptychair.web.onboarding.urls")),
    path("use/", include("emptychair.web.usage.urls")),
    path("renewals/", include("emptychair.web.renewals.urls")),
    path("", include("emptychair.web.outcomes.urls")),
    path("", include("emptychair.web.plans.urls")),
    path("requests/", include("emptychair.web.intake.urls")),
    path("", include("emptychair.web.touch.urls")),
    path("fit/", include("emptychair.web.fit.urls")),
    path("playbooks/", include("emptychair.web.automation.urls")),
    path("", include("emptychair.web.settings.urls")),
    path("", include("emptychair.web.respond.urls")),
    path("", include("emptychair.web.ui.urls")),
]
