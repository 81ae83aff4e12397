"""Questions that somebody keeps."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet

if TYPE_CHECKING:
    from emptychair.accounts.access import Access

LONGEST = 4_000  # of the text of a question


class ViewQuerySet(WorkspaceQuerySet["SavedView"]):
    """Adjectives of saved views."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace that are shared, and one's own."""
        return super().visible_to(access).filter(Q(is_shared=True) | Q(owner=access.user_id))


class SavedView(WorkspaceModel):
    """A question under a name. It holds no figures: whoever opens it asks anew."""

    name = models.CharField(max_length=120)
    question = models.TextField(max_length=LONGEST)  # as it stands in an address
    is_shared = models.BooleanField(default=False)  # with everybody in the workspace
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)  # kept for undo

    objects = ViewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "owner", "name"],
                condition=Q(removed_at=None),
                name="view_name_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "name"], name="view_name"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class KeptFigure(WorkspaceModel):
    """One figure of a table, for the segment of the people behind it."""

    name = models.CharField(max_length=160)
    question = models.TextField(max_length=LONGEST)

    objects = WorkspaceQuerySet["KeptFigure"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "name"], name="kept_figure_name"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
