"""From an error to an answer, once for all faces: a page, or problem+json for the API."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from random import SystemRandom

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from emptychair.http.way_in import way_in
from emptychair.kit.errors import NotFound, ProductError, Refused
from emptychair.kit.ids import spoken_number

logger = logging.getLogger("emptychair.errors")
BUSY_SECONDS = 5
BUSY = ("database is locked", "database table is locked")  # SQLite, after waiting for its turn
# PostgreSQL: serialization failure, deadlock, lock not available, too many connections
BUSY_STATES = frozenset({"40001", "40P01", "55P03", "53300"})
UNTOLD = ("/a/", "/k/", "/n/", "/p/", "/requests/form/")  # pages where customers answer


class ServerError(ProductError):
    """Our own fault. The number stands in the log beside what happened."""

    code = "server-error"
    status = 500

    def __init__(self, number: str) -> None:
        self.number = number
        sentence = _(
            "Something broke on our side. Please tell your operator this number: %(number)s"
        )
        super().__init__(sentence % {"number": number}, number=number)


class BusyError(ProductError):
    """The database had no turn for us; nothing was changed, and the same again may work."""

    code = "busy"
    status = 503

    def __init__(self) -> None:
        message = _("Too much is being written at this moment. Please try again in a few seconds.")
        super().__init__(message, retry_after=BUSY_SECONDS)


class BadRequestError(ProductError):
    """Not even a request that we understand."""

    code = "bad-request"
    status = 400

    def __init__(self) -> None:
        super().__init__(_("The request could not be read. Please go back and try again."))


class PageExpiredError(ProductError):
    """A form came without the proof that it is ours."""

    code = "page-expired"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            _("This page is too old. Please go back, load it again and send once more.")
        )


def answer_for(request: HttpRequest, error: ProductError) -> HttpResponse:
    """The answer to an error: problem+json below `/api/`, else a page."""
    if request.path.startswith("/api/"):
        return _when_to_return(problem_json(error), error)
    page = render_to_string("errors/error.html", {"error": error}, request=request)
    return _when_to_return(HttpResponse(page, status=error.status), error)


def _when_to_return(response: HttpResponse, error: ProductError) -> HttpResponse:
    if "retry_after" in error.details:
        response.headers.setdefault("Retry-After", str(error.details["retry_after"]))
    return response


def is_busy(problem: BaseException | None) -> bool:
    """Whether the database refused since others were at it, and did nothing of what was asked."""
    if not isinstance(problem, OperationalError):
        return False
    state = getattr(problem.__cause__, "sqlstate", None)
    return state in BUSY_STATES or any(words in str(problem) for words in BUSY)


def problem_json(error: ProductError) -> JsonResponse:
    """RFC 9457: type, title, status, detail, and the details the error carries."""
    problem = {
        **error.details,
        "type": f"about:blank#{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "code": error.code,
        "detail": str(error),
    }
    response = JsonResponse(
        problem,
        status=error.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    if error.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="emptychair"'
    return response


def loggable(request: HttpRequest) -> str:
    """The address for a log. Those of customers hold what tells who answers: only their route."""
    match = request.resolver_match
    if request.path.startswith(UNTOLD):
        return match.route if match else request.path[:3]
    return request.path


def number_for(request: HttpRequest, problem: BaseException | None) -> str:
    """Log our own fault under a new number and return the number."""
    number = spoken_number(SystemRandom())
    logger.error(
        "Server error %s at %s %s",
        number,
        request.method,
        loggable(request),
        exc_info=problem,
        extra={"number": number},
    )
    return number


class ErrorsMiddleware:
    """Answers what views raise; nothing else turns errors into answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Expected errors are answered quietly; Django hands the rest to `server_error`."""
        if isinstance(problem, ProductError):
            return way_in(request, problem) or answer_for(request, problem)
        if isinstance(problem, Http404):
            return answer_for(request, NotFound())
        if is_busy(problem):
            logger.warning("Busy: %s at %s %s", problem, request.method, loggable(request))
            return plain_answer_for(request, BusyError())
        if isinstance(problem, PermissionDenied):
            return answer_for(request, Refused())
        if settings.DEBUG:
            return None  # Django's page for developers
        return answer_for(request, ServerError(number_for(request, problem)))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400."""
    del exception  # Django passes it by name; its text is for developers
    return answer_for(request, BadRequestError())


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    del exception
    return answer_for(request, Refused())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404: no such address."""
    del exception
    return answer_for(request, NotFound())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its proof."""
    del reason
    return answer_for(request, PageExpiredError())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's 500, for what breaks outside of a view; the page needs no database."""
    problem = sys.exception()
    busy = BusyError() if is_busy(problem) else None
    return plain_answer_for(request, busy or ServerError(number_for(request, problem)))


def plain_answer_for(request: HttpRequest, error: ProductError) -> HttpResponse:
    """The same as `answer_for`, with a page that asks nothing of the database."""
    if request.path.startswith("/api/"):
        return _when_to_return(problem_json(error), error)
    page = render_to_string("errors/plain.html", {"error": error})
    return _when_to_return(HttpResponse(page, status=error.status), error)
