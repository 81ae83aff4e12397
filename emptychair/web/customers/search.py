"""Finding a customer by any part of a name; the palette asks for the same as a part."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import find_companies, find_people
from emptychair.http.access import access_from
from emptychair.web.ui.parts import render_page, wants_part

AT_ONCE, IN_PALETTE = 40, 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """People and companies that match."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    text = request.GET.get("q", "").strip()[:100]
    most = IN_PALETTE if wants_part(request) else AT_ONCE
    context = {
        "text": text,
        "people": find_people(access, text=text, limit=most),
        "companies": find_companies(access, text=text, limit=most // 2),
    }
    return render_page(
        request, "customers/search.html", context, part="customers/_search_results.html"
    )
