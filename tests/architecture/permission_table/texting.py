"""SMS and LINE: set up by owners; providers prove themselves, customers have a signed link."""

from tests.architecture.permission_table.who import EVERYBODY, may

OWN = may("owner", "outsider", ok=422, token=403)

LINES = {
    ("GET", "settings/texting/", "/settings/texting/"): may("owner", "outsider"),
    # an empty field: customers are not told where to find us
    ("POST", "settings/texting/line/", "/settings/texting/line/"): may(
        "owner", "outsider", ok=302, token=403
    ),
    ("POST", "settings/texting/test/", "/settings/texting/test/"): OWN,
    # an empty form: neither secret nor token
    (
        "POST",
        "settings/texting/line/account/",
        "/settings/texting/line/account/",
    ): OWN,
    (
        "POST",
        "settings/texting/line/account/forget/",
        "/settings/texting/line/account/forget/",
    ): may("owner", "outsider", ok=302, token=403),
    # nothing is set here, so there is no door for anybody
    ("POST", "sms/incoming/", "/sms/incoming/"): dict.fromkeys(EVERYBODY, 404),
    ("POST", "sms/reports/", "/sms/reports/"): dict.fromkeys(EVERYBODY, 404),
    ("POST", "line/events/<slug:slug>/", "/line/events/kitchen/"): dict.fromkeys(EVERYBODY, 404),
    # not signed by us
    ("GET", "line/link/<str:token>/", "/line/link/made-up/"): dict.fromkeys(EVERYBODY, 404),
}


def make(people):
    return {}
