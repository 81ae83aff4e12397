"""A customer's own number: what it is, where it stands, what was agreed on when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.measures import Owner
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet
from emptychair.outcomes.types import Terms


class Kpi(WorkspaceModel):
    """One number by which a customer sees whether we help.

    What follows from its readings (current, progress, when it is due, from when it lags) is kept
    here for the lists and written by `services/standing.py` only.
    """

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    external_id = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=5, default="up")  # types.Direction
    start_value = models.FloatField(null=True)
    start_on = models.DateField(null=True)
    target_value = models.FloatField(null=True)
    target_on = models.DateField(null=True)
    source = models.CharField(max_length=10, default="told")  # types.Source
    proxy_measure = models.CharField(max_length=20, blank=True)  # types.ProxyMeasure
    reasoning = models.TextField(blank=True)  # why the proxy says something about it
    proxy_rule = models.JSONField(default=dict, blank=True)  # counted by day: rules/proxies.py
    event_name = models.CharField(max_length=120, blank=True)  # counted by month
    event_measure = models.CharField(max_length=10, default="count")  # types.EventMeasure
    customer_owner = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cadence_days = models.PositiveIntegerField(default=30)
    interview = models.ForeignKey(
        "outcomes.Interview", null=True, on_delete=models.SET_NULL, related_name="kpis"
    )
    formula = models.CharField(max_length=300, blank=True)
    formula_inputs = models.JSONField(default=list, blank=True)  # name, value, unit, words
    formula_currency = models.CharField(max_length=3, blank=True)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=300, blank=True)
    # What follows from the ledger:
    current_value = models.FloatField(null=True)
    current_on = models.DateField(null=True)
    progress = models.FloatField(null=True)  # 0 to 1
    lags_from = models.DateField(null=True)  # from this day on it is behind the straight line
    checked_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    is_confirmed = models.BooleanField(default=False)  # the value that is current

    objects = WorkspaceQuerySet["Kpi"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"],
                condition=~models.Q(external_id=""),
                name="kpi_external_id",
            ),
            models.CheckConstraint(
                condition=models.Q(company=None) ^ models.Q(person=None),
                name="kpi_of_one_customer",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "retired_at", "due_on"], name="kpi_due"),
            models.Index(fields=["workspace", "retired_at", "lags_from"], name="kpi_lags"),
            models.Index(fields=["workspace", "retired_at", "progress"], name="kpi_progress"),
            models.Index(fields=["workspace", "retired_at", "name"], name="kpi_name"),
            models.Index(fields=["workspace", "company"], name="kpi_company"),
            models.Index(fields=["workspace", "person"], name="kpi_person"),
            models.Index(fields=["workspace", "event_name"], name="kpi_event"),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> Owner:
        """The customer."""
        if self.company_id is not None:
            return "company", self.company_id
        return "person", self.person_id or 0

    @property
    def agreed_terms(self) -> Terms:
        """Start and target as they are now."""
        return Terms(**{name: getattr(self, name) for name in Terms.__dataclass_fields__})


class KpiTerms(WorkspaceModel):
    """What was agreed on from a moment on; never changed, so that any past day can be looked at."""

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="terms")
    recorded_at = models.DateTimeField()
    direction = models.CharField(max_length=5)
    start_value = models.FloatField(null=True)
    start_on = models.DateField(null=True)
    target_value = models.FloatField(null=True)
    target_on = models.DateField(null=True)
    source = models.CharField(max_length=10)
    by_label = models.CharField(max_length=200, blank=True)

    objects = WorkspaceQuerySet["KpiTerms"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "recorded_at"], name="kpi_terms_known"),
            models.Index(fields=["workspace", "kpi", "-recorded_at"], name="kpi_terms_of_kpi"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kpi_id} since {self.recorded_at}"
