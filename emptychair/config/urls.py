"""Where each face begins."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("emptychair.http.urls")),
    path("api/v1/", include("emptychair.api.urls")),
    path("account/", include("emptychair.http.entrance.urls")),
    path("account/", include("emptychair.web.settings.people.invited_urls")),
    path("", include("emptychair.integrations.delighted.urls")),
    path("settings/delighted/", include("emptychair.integrations.delighted.pages.urls")),
    path("mail/", include("emptychair.integrations.email.urls")),
    path("sms/", include("emptychair.integrations.sms.urls")),
    path("line/", include("emptychair.integrations.line.urls")),
    path("segment/v1/", include("emptychair.integrations.segment.urls")),
    path("", include("emptychair.web.urls")),
]

handler400 = "emptychair.http.errors.bad_request"
handler403 = "emptychair.http.errors.refused"
handler404 = "emptychair.http.errors.not_found"
handler500 = "emptychair.http.errors.server_error"
