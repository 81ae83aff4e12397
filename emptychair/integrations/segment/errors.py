"""What a client library is told when nothing was stored."""

from emptychair.kit.errors import ProductError


class NotTaken(ProductError):  # noqa: N818 - named as what happened
    """Nothing of the request was stored. Libraries give up on 400, and send again on 5xx."""

    code = "invalid_request"


class NotJson(NotTaken):
    code = "invalid_json"
    message = "The body is no JSON object. Send UTF-8 JSON, plain or with Content-Encoding: gzip."


class TooLarge(NotTaken):
    code = "payload_too_large"
    message = "A batch has at most 500 KB and 2500 messages, a message at most 32 KB."


class BatchMissing(NotTaken):
    code = "no_batch"
    message = 'A batch has a list of messages: {"batch": [...]}.'


class EndpointUnknown(NotTaken):
    code = "not_found"
    status = 404
    message = "Send to batch, import, track, identify, group, page, screen or alias."


class PostOnly(NotTaken):
    code = "method_not_allowed"
    status = 405
    message = "Messages are sent by POST."


class MessageRefused(Exception):  # noqa: N818 - named as what happened
    """One message that cannot be understood; the others of its batch are stored."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why
