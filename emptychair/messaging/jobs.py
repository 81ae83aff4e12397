"""What messaging does later, and what comes round."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.messaging.queries.attached import workspaces_with_files
from emptychair.messaging.queries.delivery import (
    workspace_of_message,
    workspaces_with_due_mail,
    workspaces_with_leased_mail,
)
from emptychair.messaging.queries.domains import domains_to_check
from emptychair.messaging.services.attaching import forget_files
from emptychair.messaging.services.delivering import BATCH, send_due_messages
from emptychair.messaging.services.domains import check_domain
from emptychair.messaging.services.doubt import find_stranded_messages
from emptychair.messaging.services.mailbox import fetch_mail

CHECK_AFTER = timedelta(hours=12)
LONGEST = timedelta(minutes=2)  # of one look; the next begins a minute after this one did


@job("messaging.send_message")
def send_message(*, message_id: int) -> None:
    """Send one message, and others that wait, over the same connection."""
    workspace = workspace_of_message(Access.system(None, "sending mail"), message_id)
    if workspace:
        send_due_messages(Access.system(workspace, "sending mail"), first=message_id)


@job("messaging.send_due", attempts=1)
def send_due() -> None:
    """Send what has become due: later tries, planned times, and what a crash left behind."""
    now = timezone.now()
    for workspace in workspaces_with_due_mail(Access.system(None, "sending mail"), now=now):
        access = Access.system(workspace, "sending mail")
        while send_due_messages(access) == BATCH:
            if timezone.now() - now > LONGEST:
                return  # the next minute goes on


@job("messaging.find_stranded", attempts=1)
def find_stranded() -> None:
    """Hand messages whose worker died in the middle of sending to a person's decision."""
    now = timezone.now()
    for workspace in workspaces_with_leased_mail(Access.system(None, "looking for stranded mail")):
        find_stranded_messages(Access.system(workspace, "looking for stranded mail"), now=now)


@job("messaging.fetch_mailbox", attempts=1)
def fetch_mailbox() -> None:
    """Read the mailbox for answers, where the operator named one."""
    address = str(getattr(settings, "MAILBOX_URL", "") or "")
    if address:
        fetch_mail(Access.system(None, "reading the mailbox"), address)


@job("messaging.check_domains", attempts=1)
def check_domains() -> None:
    """Look into the DNS of the sending domains once a day: entries vanish unnoticed."""
    now = timezone.now()
    outside = Access.system(None, "looking into the DNS")
    for row in domains_to_check(outside, before=now - CHECK_AFTER):
        check_domain(Access.system(row.workspace, outside.actor.label), row, now=now)


@job("messaging.forget_files", attempts=1)
def forget_old_files() -> None:
    """Remove files of mails that went a month ago."""
    now, everywhere = timezone.now(), Access.system(None, "forgetting files of mails")
    for workspace in workspaces_with_files(everywhere):
        forget_files(Access.system(workspace, everywhere.actor.label), now=now)


schedule("messaging.send_due", cron="* * * * *")
schedule("messaging.find_stranded", cron="*/5 * * * *")
schedule("messaging.fetch_mailbox", cron="*/2 * * * *")
schedule("messaging.check_domains", cron="40 4 * * *")
schedule("messaging.forget_files", cron="25 4 * * *")
