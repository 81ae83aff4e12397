"""The list of people, adding one, changing one."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.customers.queries import company_with_id, person_with_id, segments_of
from emptychair.customers.queries.people_list import (
    PeopleFilters,
    has_people,
    languages_in_use,
    people_listed,
    person_rows,
)
from emptychair.customers.queries.sheet import attribute_rows, attributes_for_new
from emptychair.customers.services.attributes import set_attributes
from emptychair.customers.services.editing import edit_person
from emptychair.customers.services.identify import identify_company, identify_person
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.web.customers.forms import PersonForm
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.menu import address_or_nothing
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.customers.models import Person


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, searched, narrowed and sorted."""
    access = access_from(request)
    filters = _filters(request)
    page = paginate(request, people_listed(access, filters))
    context = {
        "page": page,
        "rows": person_rows(access, page.items),
        "filters": filters,
        "narrowed": bool(request.GET.keys() - {"page", "sort"}),
        "nobody": not page.items and not has_people(access),
        "export": address_or_nothing("data"),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_merge": access.may(Permission.CUSTOMER_MERGE),
        **_choices(access, filters),
    }
    return render_page(request, "customers/people.html", context, part="customers/_people.html")


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Somebody, entered by hand."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    at = {"company_name": request.GET.get("company", "")}
    rows = attributes_for_new(access, "person")
    form = PersonForm(access, rows, request.POST or None, initial=at)
    if request.method == "POST" and form.is_valid():
        added = _saved(access, None, form)
        if added is not None:
            messages.success(request, _("Saved."))
            return redirect("person", added.pk)
    return render_page(request, "customers/person_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """What we know of somebody, to correct."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person = person_with_id(access, person_id)
    initial = {name: getattr(person, name, None) for name in PersonForm.base_fields}
    initial |= {"company_name": person.company.name if person.company else ""}
    initial |= {"owner": person.owner_id}
    rows = attribute_rows(access, person)
    form = PersonForm(access, rows, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(access, person, form):
        messages.success(request, _("Saved."))
        return redirect("person", person_id)
    return render_page(request, "customers/person_form.html", {"form": form, "person": person})


def _saved(access: Access, person: "Person | None", form: PersonForm) -> "Person | None":
    values = form.plain()
    company = values.pop("company_name").strip()
    try:
        values["company"] = identify_company(access, name=company)[0] if company else None
        if person is None:
            given = {name: values[name] for name in ("external_id", "email")}
            rest = {name: value for name, value in values.items() if name not in given}
            person, _is_new = identify_person(access, **given, **rest)
        else:
            person = edit_person(access, person, **values)
        set_attributes(access, person, form.typed())
    except ProductError as error:
        form.add_error(None, str(error))
        return None
    return person


def _filters(request: HttpRequest) -> PeopleFilters:
    given = request.GET
    return PeopleFilters(
        text=given.get("q", "").strip()[:100],
        segment_id=_number(given.get("segment", "")),
        company_id=_number(given.get("company", "")),
        owner_id=_number(given.get("owner", "")),
        language=given.get("language", "")[:8],
        heard=given.get("heard", "")[:4],
        sort=given.get("sort", "newest"),
    )


def _choices(access: Access, filters: PeopleFilters) -> dict[str, Any]:
    company = company_with_id(access, filters.company_id) if filters.company_id else None
    return {
        "segments": segments_of(access),
        "members": members_of(access),
        "languages": languages_in_use(access),
        "company": company,
        "sorts": [
            ("newest", _("Newest")),
            ("name", pgettext("customer", "Name")),
            ("value", _("Value")),
            ("seen", _("Last seen")),
        ],
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
