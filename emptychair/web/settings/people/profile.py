"""How I am called, which language I read, how I sign in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from emptychair.accounts.services.people import change_profile
from emptychair.http.access import person_from, user_from
from emptychair.http.entrance.adapter import keep_language
from emptychair.web.settings.people.forms import ProfileForm


def profile(request: HttpRequest) -> HttpResponse:
    """Read it, change it."""
    access, user = person_from(request), user_from(request)
    initial = {"name": user.name, "language": user.language}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_profile(access, user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Your profile was changed."))
        response = redirect("profile")
        keep_language(response, user.language)
        return response
    found = {"form": form, "user": user, "has_password": user.has_usable_password()}
    return render(
        request, "settings/people/profile.html", found, status=422 if form.errors else 200
    )
