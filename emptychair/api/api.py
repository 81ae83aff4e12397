"""Mounts the routers, nothing else."""

from ninja import NinjaAPI

from emptychair.api import changing, changing_plans  # noqa: F401 - add PATCH to routers of records
from emptychair.api.auth import caller
from emptychair.api.errors import answer_errors_of
from emptychair.api.routers import (
    acting,
    alerting,
    customers,
    deciding,
    digests,
    drivers,
    exploring,
    house,
    judging,
    listening,
    me,
    money,
    moving,
    onboarding,
    outcomes,
    planning,
    playbooks,
    records,
    renewing,
    reports,
    silence,
    steering,
    success,
    touching,
    using,
    writing,
)

DESCRIPTION = """
Send a token (`emptychair token`, or Settings, Tokens) as `Authorization: Bearer ...`. Errors are
`application/problem+json` (RFC 9457) with a `code` for machines and a `detail` for people. A POST
or PATCH with an `Idempotency-Key` is done once, however often it is sent within two days. Lists
come a page at a time: pass `next` as `cursor`. Each token may make a number of requests a minute
(`EMPTYCHAIR_API_RATE`); beyond it the answer is 429 with `Retry-After`. Times are ISO 8601 in UTC.
""".strip()

api = NinjaAPI(
    title="Emptychair",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,  # `urls.py` serves it, without asking who reads it
    auth=caller,
    urls_namespace="api",
    openapi_extra={
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    },
)
answer_errors_of(api)
for one in (
    *(me, customers, records, listening, drivers, money, exploring, writing),
    *(digests, acting, deciding, moving, house, reports, steering, alerting, judging, using),
    *(onboarding, outcomes, planning, playbooks, silence, success),
    *(touching,),
    renewing,
):
    api.add_router("", one.router)
