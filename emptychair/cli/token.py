"""`emptychair token`: a new key for machines, shown once."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from emptychair.cli.begin import begin, failure, no_such_workspace
from emptychair.kit.errors import ProductError

if TYPE_CHECKING:
    from emptychair.accounts.access import Access
    from emptychair.accounts.models import Workspace


@click.command()
@click.option("--scope", "scopes", multiple=True, required=True, help="What it may do; repeatable.")
@click.option("--workspace", "slug", default="", help="Which workspace (the first one if unset).")
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True)
def token(scopes: tuple[str, ...], slug: str, name: str, days: int) -> None:
    """Print a new token for the API. It is shown once and stored as a hash only."""
    begin(migrate=True)
    from django.utils import timezone, translation

    from emptychair.accounts.access import Access
    from emptychair.accounts.services.tokens import create_token

    now = timezone.now()
    reason = "emptychair token"
    translation.activate("en")  # as everything that commands say
    try:
        workspace = _workspace(Access.system(None, reason), slug)
        access = Access.system(workspace, reason)
        made, secret = create_token(
            access, name=name, scopes=scopes, expires_at=now + timedelta(days=days), now=now
        )
    except ProductError as problem:
        known = problem.details.get("scopes")
        more = f" These exist: {', '.join(map(str, known))}." if isinstance(known, list) else ""
        raise failure(f"{problem}{more}") from None
    click.echo(f"For {workspace.name}, until {made.expires_at:%Y-%m-%d}. Keep it safe:", err=True)
    click.echo(secret)


def _workspace(access: "Access", slug: str) -> "Workspace":
    """The one asked for, else the first; made when there is none at all."""
    from emptychair.accounts.queries import first_workspace, workspace_with_slug
    from emptychair.accounts.services.workspaces import create_workspace

    found = workspace_with_slug(access, slug) if slug else first_workspace(access)
    if found:
        return found
    if first_workspace(access):
        raise no_such_workspace(slug)
    made = create_workspace(
        access,
        name=slug or "Emptychair",
        slug=slug or "main",
        language="ja",
        time_zone="Asia/Tokyo",
    )
    click.echo(f"There was no workspace yet: {made.slug} is made (Japanese, Asia/Tokyo).", err=True)
    return made
