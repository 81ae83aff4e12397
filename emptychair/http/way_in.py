"""Where a page sends those it cannot answer yet: to sign in, or to make a first workspace."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.accounts.errors import NoWorkspace
from emptychair.accounts.queries import anybody_is_here
from emptychair.kit.errors import ProductError, Unauthenticated

MACHINES = ("/api/", "/delighted/v1", "/metrics")  # nobody there can follow a redirect to a form


def way_in(request: HttpRequest, error: ProductError) -> HttpResponse | None:
    """The redirect that helps, or nothing: machines and other errors get their plain answer."""
    if request.path.startswith(MACHINES) or "Authorization" in request.headers:
        return None
    if isinstance(error, NoWorkspace):
        return _go(request, reverse("workspaces"))
    if isinstance(error, Unauthenticated):
        back = QueryDict(mutable=True)
        back["next"] = _page_of(request)
        here = anybody_is_here(Access.system(None, "way in"))
        door = "account_login" if here else "account_signup"  # a fresh house: its first owner
        return _go(request, f"{reverse(door)}?{back.urlencode(safe='/')}")
    return None


def _page_of(request: HttpRequest) -> str:
    """The page somebody was on: a part or a form is not a page to come back to."""
    if request.headers.get("HX-Request"):
        address = urlsplit(request.headers.get("HX-Current-URL", ""))
        return address.path + (f"?{address.query}" if address.query else "") or "/"
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):  # htmx would put the page into a part of this one
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
