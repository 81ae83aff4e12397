"""Why a report cannot be made: each a sentence that says what to do."""


class ReportError(ValueError):
    """The file was read, but no honest report can be made of it."""

    def __init__(self, code: str, **params: str | float) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
