"""The list of attributes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.sheet import attribute_with_id, attributes_of
from emptychair.customers.services.attributes import define_attribute, remove_attribute
from emptychair.customers.types import AttributeKind, AttributeOwner
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.web.customers.forms import AttributeForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "POST"])
def attributes(request: HttpRequest) -> HttpResponse:
    """What we know of customers beyond the usual, and of which type it is."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    form = AttributeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            define_attribute(access, **form.cleaned_data)
        except ProductError as error:
            form.add_error("key", str(error))
        else:
            messages.success(request, _("Added to the list."))
            return redirect("attributes")
    rows = [
        (one, AttributeKind(one.kind).label, AttributeOwner(one.applies_to).label)
        for one in attributes_of(access)
    ]
    return render_page(request, "customers/attributes.html", {"form": form, "rows": rows})


@require_POST
def remove(request: HttpRequest, attribute_id: int) -> HttpResponse:
    """Take one off the list; its values stay."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    remove_attribute(access, attribute_with_id(access, attribute_id))
    messages.success(request, _("Taken off the list. The values stay with the customers."))
    return redirect("attributes")
