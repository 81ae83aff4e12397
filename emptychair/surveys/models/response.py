"""Somebody answered."""

from typing import ClassVar, Self

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class ResponseQuerySet(WorkspaceQuerySet["Response"]):
    """Adjectives of answers."""

    def counted(self) -> Self:
        """Without tests that colleagues sent to themselves, and without what is kept aside."""
        return self.filter(is_counted=True)

    def newest_first(self) -> Self:
        """The latest answer first; the id decides between two of one moment."""
        return self.order_by("-answered_at", "-pk")


class Response(WorkspaceModel):
    """One answer as it stands now; what it was before lies in its revisions."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="responses")
    invitation = models.OneToOneField(
        "surveys.Invitation", null=True, on_delete=models.SET_NULL, related_name="response"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="responses"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="responses"
    )
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="responses"
    )
    metric = models.CharField(max_length=8)  # types.Metric, of the survey when it was answered
    score = models.SmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    channel = models.CharField(max_length=20)
    segment = models.CharField(max_length=80, blank=True)  # of the person when they answered
    answered_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)  # what stands beside it changed, or more was said
    source = models.CharField(max_length=40)  # "mail", "import", "api", "demo"
    external_id = models.CharField(max_length=160, blank=True)
    is_test = models.BooleanField(default=False)
    aside = models.CharField(max_length=10, blank=True)  # types.definition.Aside; empty: counted
    is_counted = models.BooleanField(default=True)  # neither a test nor aside
    version = models.PositiveIntegerField(default=0)  # of the survey; 0: question and why only
    collector = models.ForeignKey(
        "surveys.Collector", null=True, on_delete=models.SET_NULL, related_name="responses"
    )
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)  # None with a started_at: partial so far
    told_at = models.DateTimeField(null=True)  # with a started_at: when others heard of it
    page = models.CharField(max_length=60, blank=True)  # key of the last page that was saved
    marks = models.JSONField(default=list, blank=True)  # of quality, see types.quality.Mark
    is_marked = models.BooleanField(default=False)  # there are marks
    verdict = models.CharField(max_length=10, blank=True)  # of a person: types.quality.Verdict
    verdict_note = models.CharField(max_length=300, blank=True)  # why
    page_seconds = models.JSONField(default=dict, blank=True)  # that pages lay open, by key
    properties = models.JSONField(default=dict, blank=True)  # hidden fields, what came with it
    tags = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"],
                condition=~models.Q(external_id=""),
                name="response_external_id",
            ),
            models.CheckConstraint(
                condition=models.Q(is_counted=False) | models.Q(is_test=False, aside=""),
                name="response_counted",
            ),
        ]
        indexes: ClassVar = [
            # What is counted all the time is read from the index alone: see docs/performance.md.
            models.Index(
                fields=["workspace", "-answered_at", "is_counted", "person"], name="response_newest"
            ),
            models.Index(
                fields=[
                    "workspace",
                    "changed_at",
                    "person",
                    "company",
                    "survey",
                    "touchpoint",
                    "score",
                ],
                name="response_changed",
            ),
            models.Index(
                fields=["workspace", "metric", "answered_at"], name="response_metric_time"
            ),
            models.Index(fields=["workspace", "person", "-answered_at"], name="response_person"),
            models.Index(fields=["workspace", "company", "-answered_at"], name="response_company"),
            models.Index(fields=["touchpoint", "-answered_at"], name="response_touchpoint"),
            models.Index(
                fields=["workspace", "survey", "-answered_at", "is_counted"],
                name="response_survey",
            ),
            # Few rows, counted on every page of scores.
            models.Index(
                fields=["workspace", "survey", "-answered_at"],
                condition=models.Q(is_marked=True),
                name="response_marked",
            ),
            models.Index(
                fields=["workspace", "answered_at", "survey"],
                condition=models.Q(aside="excluded"),
                name="response_excluded",
            ),
            # Looked through for changes whenever tags are asked for.
            models.Index(
                fields=["workspace", "changed_at", "survey"],
                condition=~models.Q(tags=[]),
                name="response_tagged",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.metric} {self.score} from {self.person_id}"


class ResponseRevision(WorkspaceModel):
    """What an answer was before it was corrected."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="revisions")
    score = models.SmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)  # further ones that changed, by key
    replaced_at = models.DateTimeField()

    objects = WorkspaceQuerySet["ResponseRevision"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "response"], name="revision_response"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.score} until {self.replaced_at}"
