"""By which the mail of a report is planned once."""

import hashlib


def mail_key(issue_id: int, address: str) -> str:
    """The name of the mail of an issue to one reader, without the address in it."""
    mark = hashlib.sha256(address.lower().encode()).hexdigest()[:24]
    return f"digest:{issue_id}:{mark}"
