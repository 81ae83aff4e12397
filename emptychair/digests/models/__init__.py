"""The tables of this domain."""

from emptychair.digests.models.digest import Digest, DigestFile, DigestIssue, DigestRecipient
from emptychair.digests.models.wall import Wall

__all__ = ["Digest", "DigestFile", "DigestIssue", "DigestRecipient", "Wall"]
