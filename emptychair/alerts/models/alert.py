"""Something that changed beyond noise."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.alerts.rules.material import Stream
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Alert(WorkspaceModel):
    """Told once for each kind, place and episode, however often one looks."""

    kind = models.CharField(max_length=10)  # types.Kind
    place_kind = models.CharField(max_length=10)  # types.PlaceKind
    place = models.CharField(max_length=120, blank=True)  # an id or a word; empty: the company
    metric = models.CharField(max_length=8, blank=True)
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.CASCADE, related_name="alerts"
    )
    since = models.DateField()  # the likeliest day of the change
    first_seen = models.DateField()  # the morning on which it was told; names the episode
    is_good = models.BooleanField(default=False)
    before = models.FloatField()
    after = models.FloatField()
    estimate = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    n_before = models.PositiveIntegerField()
    n_after = models.PositiveIntegerField()
    parameters = models.JSONField(default=dict, blank=True)  # further figures of its kind
    response_ids = models.JSONField(default=list, blank=True)  # the voices attached
    state = models.CharField(max_length=10, default="open")  # types.AlertState
    reason = models.TextField(blank=True)  # why nothing is to be done
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    initiative = models.ForeignKey(
        "loop.Initiative", null=True, on_delete=models.SET_NULL, related_name="alerts"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["Alert"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "place_kind", "place", "metric", "first_seen"],
                name="alert_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "-first_seen"], name="alert_waiting"),
            models.Index(fields=["workspace", "-first_seen"], name="alert_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} at {self.place_kind} {self.place} since {self.since}"

    @property
    def stream(self) -> Stream:
        """Where it was noticed."""
        return Stream(self.place_kind, self.place, self.metric)
