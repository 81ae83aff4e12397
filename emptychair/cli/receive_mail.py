"""`emptychair receive-mail`: takes one mail from standard input, as Postfix and others pipe it."""

import sys

import click

from emptychair.cli.begin import begin, failure, no_such_workspace
from emptychair.kit.errors import ProductError

# What mail servers understand (sysexits.h): the sender is told, or it is tried again later.
BAD_MAIL, NO_SUCH_PLACE, TRY_LATER = 65, 67, 75


@click.command("receive-mail")
@click.option("--workspace", "slug", default="", help="Whose mail it is, if no address tells.")
def receive_mail(slug: str) -> None:
    """Read one mail with its headers from standard input and put it where it belongs."""
    raw = sys.stdin.buffer.read()
    begin(migrate=False)
    from django.db import DatabaseError
    from django.utils import translation

    translation.activate("en")  # what it says may go back to the sender, as a mail server's words
    try:
        kept = _deliver(raw, slug)
    except DatabaseError as problem:
        raise failure(f"The mail was not taken in: {problem}", TRY_LATER) from None
    except ProductError as problem:
        unplaced = problem.code == "no-workspace-for-mail"
        raise failure(str(problem), NO_SUCH_PLACE if unplaced else BAD_MAIL) from None
    click.echo(kept, err=True)


def _deliver(raw: bytes, slug: str) -> str:
    from emptychair.accounts.access import Access
    from emptychair.accounts.queries import workspace_with_slug
    from emptychair.messaging.services.inbound import deliver_mail

    access = Access.system(None, "emptychair receive-mail")
    workspace = workspace_with_slug(access, slug) if slug else None
    if slug and workspace is None:
        raise no_such_workspace(slug, NO_SUCH_PLACE)
    inside = Access.system(workspace, access.actor.label) if workspace else None
    mail = deliver_mail(access, raw, to_workspace=inside)
    return f"Taken in as {mail.pk}." if mail else "No customer wrote this; nothing was kept."
