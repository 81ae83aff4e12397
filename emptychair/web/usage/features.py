"""Which features are used, by how many companies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.usage.queries.features import FeatureRow, features_used
from emptychair.usage.words import difference_words, share_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page


@require_safe
def features(request: HttpRequest) -> HttpResponse:
    """Adoption, with limits, and whether it changed."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    found, active = features_used(access, today)
    only_core = request.GET.get("core") == "1"
    page = paginate(request, [one for one in found if one.is_core or not only_core])
    context = {
        "page": page,
        "rows": [_shown(one) for one in page],
        "active": active,
        "only_core": only_core,
        "has_core": any(one.is_core for one in found),
        "may_define": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "usage/features.html", context, part="usage/_features.html")


def _shown(row: FeatureRow) -> dict[str, Any]:
    change, tone = difference_words(row.change)
    return {"row": row, "share": share_words(row.share), "change": change, "tone": tone}
