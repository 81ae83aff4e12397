"""From trial to paid."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.charts import percent
from emptychair.http.access import access_from
from emptychair.kit.periods import Period, local_day, months_later
from emptychair.usage.queries.conversion import conversion_read
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.queries.signups import unfinished_signups
from emptychair.usage.words import share_words
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.pictures import cohorts_picture, conversion_picture

ENOUGH = 30  # trials, for a drawing of months to say more than their table
MONTHS = 3  # in which unfinished sign-ups are looked for


@require_safe
def trials(request: HttpRequest) -> HttpResponse:
    """Cohorts, the curve, trials that end, sign-ups that stopped half way."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    now = timezone.now()
    today = local_day(now, access.workspace.zone)
    found = conversion_read(access, today)
    period = Period(months_later(today.replace(day=1), 1 - MONTHS), today)
    context = {
        "found": found,
        "paid": share_words(found.paid),
        "curve": conversion_picture(found.curve) if found.curve else None,
        "cohorts": [(one, share_words(one.paid)) for one in found.cohorts],
        "cohorts_chart": cohorts_picture(found.cohorts) if found.trials >= ENOUGH else None,
        "by_day": [
            (day, percent(share), percent(low), percent(high))
            for day, share, low, high in found.by_day
        ],
        "unfinished": len(unfinished_signups(access, period, now=now)),
        "since": period.first,
        "definition": use_definition(access),
        "today": today,
        "may_act": access.may(Permission.CASE_WRITE),
        "may_define": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "usage/trials.html", context)
