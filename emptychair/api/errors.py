"""The API's errors are problem+json, made in one place (`http/errors.py`)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from emptychair.http.errors import problem_json
from emptychair.kit.errors import Invalid, ProductError


def _told(error: dict[str, Any]) -> dict[str, str]:
    """Where it is wrong and how, as a client can show it."""
    place = ".".join(str(part) for part in error.get("loc", ())[1:])
    return {"field": place, "problem": str(error.get("msg", ""))}


def answer_errors_of(api: NinjaAPI) -> None:
    """Have every error of this API answered as problem+json."""

    @api.exception_handler(ProductError)
    def expected(_request: HttpRequest, error: ProductError) -> HttpResponse:
        return problem_json(error)

    @api.exception_handler(ValidationError)
    def not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [_told(one) for one in error.errors]
        names = ", ".join(dict.fromkeys(one["field"] for one in fields if one["field"]))
        sentence = _("Please check these fields: %(fields)s") % {"fields": names or "body"}
        return problem_json(Invalid(sentence, errors=fields))

    @api.exception_handler(HttpError)
    def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
        problem = Invalid(error.message)
        problem.status = error.status_code
        return problem_json(problem)
