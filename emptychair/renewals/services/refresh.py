"""Everything that is counted of revenue and renewals, anew: at night, and when somebody asks."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.queries.known_terms import KnownTerms, known_terms
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import day_number
from emptychair.customers.rules.runs import runs_of
from emptychair.jobs import enqueue
from emptychair.kit.periods import local_day, week_of
from emptychair.renewals.models import RevenueDefinition, RevenueReport, RevenueSetting
from emptychair.renewals.queries.accuracy import ACCURACY_LEADS, judged_plain
from emptychair.renewals.queries.definition import meaning_of
from emptychair.renewals.rules.backtest import tried_on_the_past
from emptychair.renewals.rules.bridge import bridges, counted_months
from emptychair.renewals.rules.cohorts import cohorts
from emptychair.renewals.rules.forecaster import forecaster
from emptychair.renewals.services.buyers import store_buyers, store_projects, store_report
from emptychair.renewals.services.definition import first_definition, setting_row
from emptychair.renewals.services.forecasting import freeze_week, judge_frozen, store_forecast
from emptychair.renewals.services.months import store_months
from emptychair.renewals.services.renewals import forget_untouched, store_renewals
from emptychair.renewals.types import ReportKind


def ask_to_refresh(access: Access) -> None:
    """Have everything counted anew, as a job."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        record_audit(access, setting_row(access), action="revenue.refresh_asked")
        enqueue("renewals.refresh_one", workspace_id=access.workspace.pk)


def refresh_revenue(access: Access, *, now: datetime) -> None:
    """Months, renewals, forecast, buyers, projects, cohorts. Twice is harmless.

    Each is written by itself and in parts, so that nobody waits long to write; the moment of
    counting comes last, so that after an interruption all of it is counted again.
    """
    access.require(Permission.CUSTOMER_READ)
    definition = _definition(access, now)
    meaning = meaning_of(access, definition)
    today = local_day(now, access.workspace.zone)
    terms = known_terms(access)
    runs = runs_of(terms.now, terms.before, meaning)
    found = bridges(runs, counted_months(today), today=today)
    store_months(access, found, definition=definition, now=now)
    store_report(
        access, ReportKind.COHORTS, {"rows": cohorts(runs, today=day_number(today))}, today=today
    )
    terms = terms.without_trials(meaning.trial_words)
    store_week(access, terms, meaning, now=now)
    _store_accuracy(access, today=today)
    _try_on_the_past(access, terms, meaning, today=today)
    store_projects(access, terms.now, today=today)
    store_buyers(access, meaning, today=today)
    done = timezone.now()
    rows = RevenueSetting.objects.visible_to(access)
    rows.update(computed_at=min(now, done), changed_at=done)


@transaction.atomic
def _definition(access: Access, now: datetime) -> RevenueDefinition:
    """The version in force; who counts for the first time makes the first one."""
    setting_row(access)
    return first_definition(access, now=now)


def store_week(access: Access, terms: KnownTerms, meaning: Meaning, *, now: datetime) -> None:
    """The list of renewals with its forecast, kept once a week; and what came of earlier ones."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    model = forecaster(terms.now, terms.before, today=day_number(today), gap_days=meaning.gap_days)
    found = store_renewals(access, terms, model, today=today, gap_days=meaning.gap_days)
    judge_frozen(access, now=now)
    freeze_week(access, store_forecast(access, model, found, now=now), meaning, now=now)
    forget_untouched(access, before=date.fromordinal(today.toordinal() - 60))


def _store_accuracy(access: Access, *, today: date) -> None:
    """How good what was kept is, for each time ahead, now that what came stands beside it."""
    body = {str(lead): judged_plain(access, lead=lead) for lead in ACCURACY_LEADS}
    store_report(access, ReportKind.ACCURACY, body, today=today)


def _try_on_the_past(access: Access, terms: KnownTerms, meaning: Meaning, *, today: date) -> None:
    """Once a week: it changes slowly and is the longest of all."""
    monday = week_of(today).first
    rows = RevenueReport.objects.visible_to(access).filter(kind=ReportKind.BACKTEST)
    if rows.filter(as_of__gte=monday).exists():
        return
    body = tried_on_the_past(
        terms.now, terms.before, today=day_number(today), gap_days=meaning.gap_days
    )
    store_report(access, ReportKind.BACKTEST, body, today=today)
