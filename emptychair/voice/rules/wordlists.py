"""Word lists shipped beside the rules: one entry a line, `#` begins a remark."""

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of the list file `name` in this folder, in order, without remarks."""
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def words(text: str) -> frozenset[str]:
    """The words of a short list written in code, separated by spaces or line ends."""
    return frozenset(text.split())
