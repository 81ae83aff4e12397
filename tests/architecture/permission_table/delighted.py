"""Programs made for Delighted: its API, which nobody enters but with a key; keys and webhooks."""

from emptychair.integrations.delighted.models import ApiKey, Webhook, WebhookDelivery
from emptychair.surveys.permalinks import permalink_token
from tests.architecture.permission_table.who import WHO, may
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

KEY_ONLY = dict.fromkeys(WHO, 401)  # neither a session nor a token of ours opens it
API = "^delighted/v1(?:/(?P<path>.*))?$"
HERE = may("owner", "manager", outsider=200)
NEW = may("owner", "manager", ok=422, outsider=422)
ONE = may("owner", "manager", outsider=404)
ACT = may("owner", "manager", ok=302, outsider=404)
D = "settings/delighted/"
HOOK = D + "webhooks/<int:webhook_id>/"

LINES = {
    ("GET", API, "/delighted/v1"): KEY_ONLY,
    ("GET", API, "/delighted/v1/people.json"): KEY_ONLY,
    ("POST", API, "/delighted/v1/people"): KEY_ONLY,
    ("PUT", API, "/delighted/v1/survey_responses/1"): KEY_ONLY,
    ("DELETE", API, "/delighted/v1/people/1"): KEY_ONLY,
    ("GET", "r/<str:token>", "/r/{token}"): may(
        "owner", "manager", "member", "analyst", ok=302, outsider=404, token=403
    ),
    ("GET", D, "/settings/delighted/"): HERE,
    ("GET", D + "keys/new/", "/settings/delighted/keys/new/"): HERE,
    ("POST", D + "keys/new/", "/settings/delighted/keys/new/"): NEW,
    ("GET", D + "keys/<int:key_id>/revoke/", "/settings/delighted/keys/{key}/revoke/"): ONE,
    ("POST", D + "keys/<int:key_id>/revoke/", "/settings/delighted/keys/{key}/revoke/"): ACT,
    ("GET", D + "webhooks/new/", "/settings/delighted/webhooks/new/"): HERE,
    ("POST", D + "webhooks/new/", "/settings/delighted/webhooks/new/"): NEW,
    ("GET", HOOK, "/settings/delighted/webhooks/{hook}/"): ONE,
    ("POST", HOOK, "/settings/delighted/webhooks/{hook}/"): ONE | {"owner": 422, "manager": 422},
    ("POST", HOOK + "test/", "/settings/delighted/webhooks/{hook}/test/"): ACT,
    ("POST", HOOK + "remove/", "/settings/delighted/webhooks/{hook}/remove/"): ACT,
    (
        "POST",
        HOOK + "events/<int:delivery_id>/again/",
        "/settings/delighted/webhooks/{hook}/events/{event}/again/",
    ): ACT,
}


def make(people):
    survey = make_survey(people.workspace)
    row = make_response(survey, make_person(people.workspace))
    known = {"workspace": people.workspace, "survey": survey}
    key = ApiKey.objects.create(name="shop", hint="x", **known)
    hook = Webhook.objects.create(address="http://10.0.0.1/", events=[], **known)
    event = WebhookDelivery.objects.create(
        workspace=people.workspace, webhook=hook, event_id="x", event_type="test", body="{}",
        state="delivered",
    )  # fmt: skip
    return {
        "key": key.pk,
        "hook": hook.pk,
        "event": event.pk,
        "token": permalink_token(row.pk),
    }
