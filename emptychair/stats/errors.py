"""What the numbers refuse. Each refusal is a sentence that says what would be needed."""


class StatsError(ValueError):
    """Something that cannot be answered from the numbers given."""


class TooFew(StatsError):  # noqa: N818 - reads as the sentence it carries, like every refusal here
    """There are not enough answers for what was asked."""


class Impossible(StatsError):  # noqa: N818 - the same
    """The numbers contradict themselves: a negative count, a score of 11, a share above one."""
