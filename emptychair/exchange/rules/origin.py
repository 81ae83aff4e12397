"""How rows of other tables name the import they came by."""


def source_of(run_id: int) -> str:
    """The word beside such a row."""
    return f"import:{run_id}"
