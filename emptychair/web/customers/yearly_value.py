"""What "a year" means where customers stand with an amount: it is not the same everywhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from


@require_safe
def yearly_value(request: HttpRequest) -> HttpResponse:
    """Each way of counting, and the pages that count so."""
    access_from(request).require(Permission.CUSTOMER_READ)
    return render(request, "customers/yearly_value.html")
