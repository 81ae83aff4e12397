"""A question we ask, and how."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Survey(WorkspaceModel):
    """One metric question with its open "why?". Texts are by language: `{"ja": ..., "en": ...}`."""

    name = models.CharField(max_length=120)
    metric = models.CharField(max_length=8)  # types.Metric: nps, csat, ces
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="surveys"
    )
    question = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    thanks = models.JSONField(default=dict, blank=True)
    mail_subject = models.JSONField(default=dict, blank=True)
    mail_opening = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10)  # types.SurveyState
    trigger_event = models.CharField(max_length=120, blank=True)  # asked after this customer event
    trigger_delay_minutes = models.PositiveIntegerField(default=0)
    link_days = models.PositiveIntegerField(default=30)
    segment = models.ForeignKey(
        "customers.Segment", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    definition = models.JSONField(default=dict, blank=True)  # the draft; {}: question and why only
    version = models.PositiveIntegerField(default=0)  # of it that is asked; 0: none published yet
    template = models.CharField(max_length=60, blank=True)  # it began with
    privacy = models.CharField(max_length=12, default="named")  # types.definition.Privacy
    smallest_group = models.PositiveSmallIntegerField(default=5)  # whose score is shown
    smallest_words = models.PositiveSmallIntegerField(default=10)  # whose comments are shown
    channels = models.JSONField(default=list, blank=True)  # in order of preference; []: e-mail
    closes_at = models.DateTimeField(null=True)
    reminder_days = models.PositiveSmallIntegerField(default=0)  # until each reminder; 0: none
    reminders_most = models.PositiveSmallIntegerField(default=0)
    cadence_days = models.PositiveIntegerField(default=0)  # of this survey; 0: the general rule
    priority = models.PositiveSmallIntegerField(default=50)  # the higher one asks first
    sampling = models.PositiveSmallIntegerField(default=100)  # percent of triggers that ask
    excluded_marks = models.JSONField(default=list, blank=True)  # whose answers are not counted
    trigger_filter = models.JSONField(default=list, blank=True)  # clauses about the event, person

    objects = WorkspaceQuerySet["Survey"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="survey_name_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "trigger_event"], name="survey_trigger"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
