"""How the list is made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.services.prices import ask_for_reading
from emptychair.silence.services.settings import Wanted, change_settings
from emptychair.web.silence.forms import SettingForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Read and change them; everybody is read anew."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    row = settings_of(access)
    initial = {
        "contacts_a_week": row.contacts_a_week,
        "cut": round(100 * row.cut, 2),
        "fewest_days": row.fewest_days,
        "held_out": round(100 * row.held_out, 2),
        "ignored": "\n".join(row.ignored),
    }
    form = SettingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = Wanted(
            cut=given["cut"] / 100,
            fewest_days=given["fewest_days"],
            contacts_a_week=given["contacts_a_week"],
            held_out=given["held_out"] / 100,
            ignored=tuple(given["ignored"].splitlines()),
        )
        change_settings(access, wanted)
        ask_for_reading(access)
        messages.success(request, _("Stored. Everybody is being read anew."))
        return redirect("silence")
    status = 422 if request.method == "POST" else 200
    return render_page(request, "silence/settings.html", {"form": form}, status=status)
