"""Regular reports, who gets them, and what was made."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet

if TYPE_CHECKING:
    from emptychair.accounts.access import Access


class DigestQuerySet(WorkspaceQuerySet["Digest"]):
    """Adjectives of regular reports."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace; a partner, who sees only what was given to them, has none."""
        found = super().visible_to(access)
        return found.none() if access.assigned_only else found

    def kept(self) -> Self:
        """Not removed."""
        return self.filter(removed_at=None)


class Digest(WorkspaceModel):
    """A report that is made for the same readers again and again."""

    name = models.CharField(max_length=120)
    audience = models.CharField(max_length=12)  # types.Audience
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.CASCADE, related_name="+")
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.CASCADE, related_name="+"
    )
    cadence = models.CharField(max_length=16)  # types.Cadence
    day = models.PositiveSmallIntegerField(default=1)
    hour = models.PositiveSmallIntegerField(default=8)
    forms = models.JSONField(default=list)  # types.Form
    language = models.CharField(max_length=8)
    with_names = models.BooleanField(default=False)  # for readers who may see names
    active_from = models.DateTimeField()  # what was due before is not made up
    paused_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)  # can be taken back for a week
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DigestQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "removed_at", "name"], name="digest_of_workspace"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class DigestRecipient(WorkspaceModel):
    """Who gets it: a colleague, or an address outside that a manager has confirmed."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="recipients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(max_length=254, blank=True)  # without a user only
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["DigestRecipient"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "digest", "user"], name="digest_recipient_user_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "digest", "address"],
                condition=models.Q(user=None),
                name="digest_recipient_address_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.address or str(self.user)


class DigestIssue(WorkspaceModel):
    """One report of one period. It is made once: two workers want the same row."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="issues")
    period = models.CharField(max_length=16)  # "2026-10", "2026-W47", "fy2026-Q3"
    first = models.DateField()
    end = models.DateField()  # not included
    title = models.CharField(max_length=200, blank=True)
    summary = models.JSONField(default=list, blank=True)  # its sentences, masked, as mailed
    failed_parts = models.JSONField(default=list, blank=True)
    begun_at = models.DateTimeField(null=True)  # somebody is at it since
    made_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["DigestIssue"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "digest", "period"], name="digest_issue_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-made_at"], name="digest_issue_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.digest_id}: {self.period}"


class DigestFile(WorkspaceModel):
    """One file of an issue; with names, and without."""

    issue = models.ForeignKey(DigestIssue, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=8)  # types.Form
    with_names = models.BooleanField(default=False)
    stored_as = models.CharField(max_length=120)
    file_name = models.CharField(max_length=160)
    size = models.PositiveIntegerField()

    objects = WorkspaceQuerySet["DigestFile"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "issue", "form", "with_names"], name="digest_file_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.file_name
