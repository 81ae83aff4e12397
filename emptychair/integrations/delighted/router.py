"""From a request to an endpoint and back. Errors are answered here and nowhere else."""

import base64
import binascii
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from emptychair.accounts.access import Access
from emptychair.http.errors import number_for
from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.endpoints import (
    autopilot,
    metrics,
    people,
    responses,
    suppressed,
)
from emptychair.integrations.delighted.errors import ApiError, KeyUnknown
from emptychair.integrations.delighted.fields import Fields
from emptychair.integrations.delighted.formats import takes_json
from emptychair.integrations.delighted.parameters import parameters_of
from emptychair.integrations.delighted.queries.projects import survey_type
from emptychair.integrations.delighted.replies import origin_of, refusal, reply
from emptychair.integrations.delighted.services.keys import enter_with
from emptychair.integrations.delighted.services.rates import take_from_bucket
from emptychair.integrations.delighted.types import Reply
from emptychair.kit.errors import Invalid, ProductError

Endpoint = Callable[..., Reply]
SYSTEM = Access.system(None, "Delighted API")
# Addresses behind `/v1/`, the first that fits; `.json` may stand behind each.
ROUTES: tuple[tuple[str, dict[str, Endpoint]], ...] = (
    (
        r"people",
        {
            "GET": people.list_people,
            "POST": people.create_person,
            "PUT": people.update_person,
            "DELETE": people.nobody_to_delete,
        },
    ),
    (r"people/(?P<email>.+)/survey_requests/pending", {"DELETE": people.cancel_pending}),
    (
        r"survey_responses",
        {
            "GET": responses.list_responses,
            "POST": responses.create_response,
            "PUT": responses.update_by_body,
        },
    ),
    (
        r"survey_responses/(?P<number>[^/.]+)",
        {"GET": responses.show_response, "PUT": responses.update_response},
    ),
    (r"metrics", {"GET": metrics.show_metrics}),
    (
        r"unsubscribes",
        {"GET": suppressed.list_unsubscribes, "POST": suppressed.create_unsubscribe},
    ),
    (r"bounces", {"GET": suppressed.list_bounces}),
    (r"autopilot/(?P<platform>[^/.]+)", {"GET": autopilot.show_autopilot}),
    (
        r"autopilot/(?P<platform>[^/.]+)/memberships",
        {
            "GET": autopilot.list_members,
            "POST": autopilot.add_member,
            "DELETE": autopilot.remove_member,
        },
    ),
)
# Here the ending may belong to an address: `email:ann@example.json`.
PERSON: tuple[str, dict[str, Endpoint]] = (
    r"people/(?P<identifier>.+)",
    {"GET": people.show_person, "DELETE": people.delete_person},
)
_COMPILED = [
    *((re.compile(rf"{pattern}(?:\.json)?"), methods) for pattern, methods in ROUTES),
    (re.compile(PERSON[0]), PERSON[1]),
]


@csrf_exempt
def api(request: HttpRequest, path: str | None = None) -> HttpResponse:
    """Everything below `/v1/`: no cookies, no redirects, JSON whatever happens."""
    try:
        return _served(request, path or "")
    except ApiError as error:
        return refusal(error)
    except Invalid:
        return refusal(ApiError(422))
    except ProductError as error:
        return refusal(ApiError(error.status if error.status in {403, 404} else 422))
    except RequestDataTooBig:
        return refusal(ApiError(400))
    except Exception as problem:  # noqa: BLE001 - a program must get JSON, and the log the reason
        number_for(request, problem)
        return refusal(ApiError(500))


def _served(request: HttpRequest, path: str) -> HttpResponse:
    now = timezone.now()
    try:
        key, access = enter_with(SYSTEM, _secret(request), now=now)
    except KeyUnknown:
        raise ApiError(401) from None
    wait = take_from_bucket(SYSTEM, key, now=now, per_minute=settings.DELIGHTED_RATE)
    if wait:
        raise ApiError(429, retry_after=wait)
    kind = survey_type(access, key.survey)
    if kind is None:  # anonymous by now
        raise ApiError(403)
    if not path.endswith(".json") and not takes_json(request.headers.get("Accept")):
        raise ApiError(406)
    endpoint, parts = _endpoint(request.method or "", path)
    call = Call(
        access=access,
        survey=key.survey,
        survey_type=kind,
        fields=Fields(parameters_of(request)),
        now=now,
        origin=origin_of(request),
    )
    return reply(request, endpoint(call, **parts))


def _endpoint(method: str, path: str) -> tuple[Endpoint, dict[str, Any]]:
    for pattern, methods in _COMPILED:
        match = pattern.fullmatch(path)
        if match is None:
            continue
        wanted = "GET" if method == "HEAD" else method
        if wanted not in methods:
            raise ApiError(405)
        return methods[wanted], match.groupdict()
    raise ApiError(404)


def _secret(request: HttpRequest) -> str:
    """The user name of Basic authentication, with or without a colon behind it."""
    scheme, _, given = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "basic":
        raise ApiError(401)
    try:
        plain = base64.b64decode(given.strip(), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        raise ApiError(401) from None
    return plain.partition(":")[0].strip()
