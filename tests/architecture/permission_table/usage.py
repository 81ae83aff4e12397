"""Product use: read by all who read customers; keys by who makes tokens; what libraries send."""

import json

from emptychair.usage.models import AliasQuestion
from emptychair.usage.services.keys import create_write_key
from emptychair.usage.types import KeyKind
from tests.architecture.permission_table.api import get, post
from tests.architecture.permission_table.who import WHO, may
from tests.factories.customers import make_company, make_person
from tests.people import NOW

TEAM = ("owner", "manager", "member")
READERS = (*TEAM, "analyst")
RULERS = ("owner", "manager")
KEY_ONLY = dict.fromkeys(WHO, 401)  # neither a session nor a token of ours opens it
HERE = may(*READERS, outsider=200)
MANAGED = may(*RULERS, outsider=200)
SENT = "segment/v1/<slug:endpoint>"
KEY, KEY_AT = "use/keys/<int:key_id>/revoke/", "/use/keys/{write_key}/revoke/"
APART = "use/aliases/<int:question_id>/apart/"
COUNT = {"company_external_id": "no", "day": "2026-11-01", "active_users": 1, "actions": 1}
DAILY = {"rows": [COUNT]}
BODY = json.dumps({"userId": "u", "event": "e"})

LINES = {
    ("POST", SENT, "/segment/v1/track", BODY): KEY_ONLY,
    ("GET", SENT, "/segment/v1/batch"): dict.fromkeys(WHO, 405),
    ("GET", "use/", "/use/"): HERE,
    ("GET", "use/companies.csv", "/use/companies.csv"): MANAGED,
    ("GET", "use/people/", "/use/people/"): HERE,
    ("GET", "use/people.csv", "/use/people.csv"): MANAGED,
    ("POST", "use/count/", "/use/count/"): may(*TEAM, ok=302, outsider=302),
    ("GET", "use/companies/<int:company_id>/", "/use/companies/{used}/"): may(
        *READERS, outsider=404
    ),
    ("GET", "use/features/", "/use/features/"): HERE,
    ("GET", "use/trials/", "/use/trials/"): HERE,
    ("GET", "use/trials/list/", "/use/trials/list/"): HERE,
    ("GET", "use/trials.csv", "/use/trials.csv"): MANAGED,
    ("GET", "use/unfinished/", "/use/unfinished/"): HERE,
    ("GET", "use/unfinished.csv", "/use/unfinished.csv"): MANAGED,
    ("GET", "use/definition/", "/use/definition/"): MANAGED,
    ("POST", "use/definition/", "/use/definition/"): MANAGED,
    ("GET", "use/keys/", "/use/keys/"): MANAGED,
    ("GET", "use/keys/new/", "/use/keys/new/"): MANAGED,
    ("POST", "use/keys/new/", "/use/keys/new/"): may(*RULERS, ok=422, outsider=422),
    ("GET", KEY, KEY_AT): may(*RULERS, outsider=404),
    ("POST", KEY, KEY_AT): may(*RULERS, ok=302, outsider=404),
    ("POST", APART, "/use/aliases/{alias}/apart/"): may(*RULERS, ok=302, outsider=404),
    **get("use", *READERS, outsider=200),
    **get("use/features", *READERS, outsider=200),
    **get("companies/<company_id>/use", *READERS, address="companies/{used}/use", outsider=404),
    **post("use/daily", *TEAM, body=DAILY, ok=404, outsider=404),
}


def make(people):
    first, second = (make_person(people.workspace) for _ in range(2))
    key, _secret = create_write_key(people.system, name="shop", kind=KeyKind.SERVER)
    question = AliasQuestion.objects.create(
        workspace=people.workspace, first=first, second=second, asked_at=NOW
    )
    return {
        "used": make_company(people.workspace).pk,
        "write_key": key.pk,
        "alias": question.pk,
    }
