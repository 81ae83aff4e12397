"""How a proxy is counted: choose the feature or event and see the last 90 days before it counts."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.kit.measures import measures
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries.kpis import kpi_row, kpi_with_id
from emptychair.outcomes.queries.proxies import (
    Preview,
    names_of_owner,
    preview_proxy,
    props_of_owner,
)
from emptychair.outcomes.rules.proxies import MOST_DAYS, USUAL_DAYS, ProxyRule, proxy_rule
from emptychair.outcomes.services.proxies import count_by
from emptychair.outcomes.words import proxy_words, value_words
from emptychair.web.outcomes.drawing import days_chart
from emptychair.web.outcomes.lines import line_of
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.outcomes.models import Kpi


class ProxyForm(forms.Form):
    """What is counted of the customer, over how many days, and why it tells of their success."""

    what = forms.ChoiceField(label=pgettext_lazy("proxy", "What is counted"))
    name = forms.ChoiceField(label=gettext_lazy("Of which feature or event"), required=False)
    aggregate = forms.ChoiceField(label=gettext_lazy("How it is counted"))
    prop = forms.ChoiceField(label=gettext_lazy("Which property"), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Over the last so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=gettext_lazy("Four weeks level out weekends."),
    )
    reasoning = forms.CharField(
        label=gettext_lazy("Why it tells of their success"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("It stands beside the number wherever it is shown."),
    )

    def offer(self, access: Access, kpi: "Kpi", rule: ProxyRule) -> "ProxyForm":
        """What there is of this customer, by what was chosen so far."""
        known = measures()
        one = known.get(rule.what) or next(iter(known.values()))
        self._choices("what", [(each.key, each.label) for each in known.values()])
        self._choices("aggregate", [(code, words) for code, words, _needed in one.aggregates])
        names = [(name, f"{name} ({n:,})") for name, n in names_of_owner(access, kpi.whose, rule)]
        missing = rule.name and rule.name not in dict(names)
        names += [(rule.name, rule.name)] if missing else []
        empty = _("Choose") if one.needs_name else _("all of it")
        self._choices("name", [("", empty), *names])
        props = props_of_owner(access, kpi.whose, rule)
        self._choices("prop", [("", _("Choose")), *((each, each) for each in props)])
        for name, wanted in (
            ("name", one.names is not None),
            ("prop", one.needs_property(rule.aggregate)),
        ):
            if not wanted:
                self.fields[name].widget = forms.HiddenInput()
        return self

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


@require_http_methods(["GET", "HEAD", "POST"])
def proxy(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Looking and trying stores nothing; saving counts every day anew."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = kpi_with_id(access, kpi_id)
    sent = request.POST if request.method == "POST" else None
    rule = _rule(found, sent)
    form = ProxyForm(_whole(sent, rule), initial=_initial(found, rule)).offer(access, found, rule)
    saves = sent is not None and "preview" not in sent
    if saves and form.is_valid():
        try:
            why = form.cleaned_data["reasoning"]
            count_by(access, found, rule, reasoning=why, now=timezone.now())
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("From now on it is counted each night."))
            return redirect("kpi", kpi_id)
    context = {"kpi": found, "form": form, **_shown(access, found, rule)}
    status = 422 if saves else 200
    return render_page(
        request, "outcomes/proxy.html", context, part="outcomes/_proxy.html", status=status
    )


def _rule(kpi: "Kpi", sent: Any) -> ProxyRule:
    """What was chosen; of another kind of measure its first way of counting."""
    if sent is None:
        return proxy_rule(kpi.proxy_rule) or ProxyRule()
    known = measures()
    one = known.get(sent.get("what", "")) or known["use"]
    codes = [code for code, _words, _needed in one.aggregates]
    aggregate = sent.get("aggregate", "")
    days = sent.get("days", "")
    return ProxyRule(
        what=one.key,
        name=sent.get("name", "")[:120] if one.names and one.key == sent.get("was") else "",
        aggregate=aggregate if aggregate in codes else codes[0],
        prop=sent.get("prop", "")[:120],
        days=int(days) if days.isdecimal() and 1 <= int(days) <= MOST_DAYS else USUAL_DAYS,
    )


def _whole(sent: Any, rule: ProxyRule) -> dict[str, Any] | None:
    """What was sent, with what it comes to."""
    if sent is None:
        return None
    return {**_fields(rule), "reasoning": sent.get("reasoning", ""), "days": sent.get("days", "")}


def _initial(kpi: "Kpi", rule: ProxyRule) -> dict[str, Any]:
    return {**_fields(rule), "reasoning": kpi.reasoning}


def _fields(rule: ProxyRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in ProxyRule.__dataclass_fields__}


def _shown(access: Access, kpi: "Kpi", rule: ProxyRule) -> dict[str, Any]:
    """The last 90 days by this rule, or what is missing for it."""
    today = local_day(timezone.now(), access.workspace.zone)
    line = line_of(kpi_row(access, kpi, today=today))
    context: dict[str, Any] = {"line": line, "rule": rule, "words": proxy_words(rule)}
    try:
        found = preview_proxy(access, kpi.whose, rule, today=today)
    except ProductError as problem:
        return {**context, "problem": str(problem)}
    return {
        **context,
        "newest": value_words(found.newest, kpi.unit),
        "chart": days_chart(kpi.name, kpi.unit, found.days),
        "few": _few(found),
    }


def _few(found: Preview) -> str:
    if not found.days:
        return pgettext("proxy", "Nothing of this is known of the customer yet.")
    if found.days[-1][1] == found.days[0][1] and len({value for _day, value in found.days}) == 1:
        return pgettext("proxy", "It did not move in these days, so it tells nothing yet.")
    return ""
