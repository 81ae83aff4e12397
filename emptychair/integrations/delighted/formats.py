"""Whether somebody takes JSON."""

ADMITS = ("application/json", "application/*", "*/*")


def takes_json(accept: str | None) -> bool:
    """What an `Accept` header admits; whoever sends none takes what there is."""
    if accept is None or not accept.strip():
        return True
    kinds = [one.partition(";") for one in accept.lower().split(",")]
    return any(kind.strip() in ADMITS and not _refused(rest) for kind, _, rest in kinds)


def _refused(parameters: str) -> bool:
    """`q=0` means: not this."""
    for one in parameters.split(";"):
        name, _, value = one.strip().partition("=")
        if name == "q" and value.strip().strip("0.") == "":
            return True
    return False
