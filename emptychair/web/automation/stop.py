"""The page behind the link below each mail: a customer wants no more of them."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override as in_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.automation.links import read_stop_token
from emptychair.automation.services.stopping import stop_mails, stop_visit
from emptychair.kit.errors import NotFound


@csrf_exempt  # a mail program's own button has no page to take a stamp from (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; sending the form stops the mails."""
    found = read_stop_token(token)
    if found is None:
        raise NotFound
    access, person = stop_visit(Access.system(None, "playbook mail"), *found)
    done = request.method == "POST"
    if done:
        stop_mails(access, person)
    workspace = access.workspace
    language = person.language.partition("-")[0] or workspace.language
    page = SimpleNamespace(company=workspace.name, language=language, direction="ltr")
    with in_language(language):
        return render(request, "automation/stop.html", {"page": page, "done": done})
