"""The sending domains: the owner's alone. Reports of a mail provider prove themselves otherwise."""

from tests.architecture.permission_table.who import EVERYBODY, may

OWNER = may("owner", ok=302, outsider=404, token=403)

LINES = {
    ("GET", "settings/sending/", "/settings/sending/"): may("owner", "outsider"),
    # without a domain the form says what is missing
    ("POST", "settings/sending/", "/settings/sending/"): may(
        "owner", ok=422, outsider=422, token=403
    ),
    (
        "POST",
        "settings/sending/<int:domain_id>/check/",
        "/settings/sending/{domain}/check/",
    ): OWNER,
    (
        "POST",
        "settings/sending/<int:domain_id>/change/",
        "/settings/sending/{domain}/change/",
    ): OWNER,
    (
        "POST",
        "settings/sending/<int:domain_id>/remove/",
        "/settings/sending/{domain}/remove/",
    ): OWNER,
    # no provider is set here, so there is no door for anybody
    ("POST", "mail/reports/<str:provider>/", "/mail/reports/postmark/"): dict.fromkeys(
        EVERYBODY, 404
    ),
}


def make(people):
    from emptychair.messaging.models import SendingDomain

    domain = SendingDomain.objects.create(workspace=people.workspace, domain="example.com")
    return {"domain": domain.pk}
