"""Files of reports, as they were kept."""

from pathlib import Path

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.errors import FileGone
from emptychair.digests.models import DigestFile, DigestIssue


def path_of(access: Access, name: str) -> Path:
    """Where a file of this workspace lies. Raises `FileGone` for what is no name of ours."""
    if not name.isalnum():
        raise FileGone
    return Path(settings.DATA_FOLDER) / "digests" / str(access.workspace.pk) / name


def file_of(access: Access, issue: DigestIssue, form: str) -> DigestFile:
    """The file of this kind, with names only for whoever may see them. Raises `FileGone`."""
    access.require(Permission.REPORT_READ)
    rows = DigestFile.objects.visible_to(access).filter(issue=issue, form=form)
    if not access.may_see_names:
        rows = rows.filter(with_names=False)
    found = rows.order_by("-with_names").first()
    if found is None or not path_of(access, found.stored_as).is_file():
        raise FileGone
    return found


def content_of_file(access: Access, file: DigestFile) -> bytes:
    """What is in it. Raises `FileGone`."""
    try:
        return path_of(access, file.stored_as).read_bytes()
    except FileNotFoundError as gone:
        raise FileGone from gone
