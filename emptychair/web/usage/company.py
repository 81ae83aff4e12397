"""The use of one company."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.usage.queries.features import features_of_company
from emptychair.usage.queries.lists import company_reading
from emptychair.usage.queries.use import use_by_week
from emptychair.usage.words import change_tone, change_words, limits_words, seats_words
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.pictures import weeks_picture


@require_safe
def company_use(request: HttpRequest, company_id: int) -> HttpResponse:
    """Week by week, by feature, and the seats."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    company = company_with_id(access, company_id)
    today = local_day(timezone.now(), access.workspace.zone)
    row, weeks = company_reading(access, company_id), use_by_week(access, company_id, on=today)
    context = {
        "company": company,
        "row": row,
        "change": change_words(row) if row else "",
        "limits": limits_words(row) if row else "",
        "tone": change_tone(row) if row else "quiet",
        "seats": seats_words(row) if row else "",
        "weeks": weeks[::-1][:26],
        "chart": weeks_picture(weeks),
        "features": features_of_company(access, company_id, today)[:50],
        "may_act": access.may(Permission.CASE_WRITE),
    }
    return render_page(request, "usage/company.html", context)
