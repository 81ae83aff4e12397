"""Tables of requests."""

from emptychair.intake.models.request import CustomerRequest, RequestNote, RequestTask

__all__ = ["CustomerRequest", "RequestNote", "RequestTask"]
