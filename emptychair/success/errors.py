"""What the domain refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class NotPassed(Conflict):
    """A model goes live only when its back-test lets it."""

    code = "model-not-passed"
    message = _(
        "This model did not pass its back-test, so it cannot be switched on. The list goes on by "
        "its named signs."
    )


class NotNewest(Conflict):
    """What has passed an older test may not hold any more."""

    code = "model-not-newest"
    message = _("There is a newer back-test. Switch on a model that has passed that one.")


class NotLive(Conflict):
    """Only what is on can be switched off."""

    code = "model-not-live"
    message = _("This model is not switched on.")


class SegmentMoves(Invalid):
    """A back-test by such a segment would look into the future."""

    code = "segment-moves"
    message = _(
        "This segment asks what changes when customers leave, so a back-test by it would look "
        "into the future. Choose one by what stays, such as language, region or an attribute."
    )


class ReasonNeeded(Invalid):
    """Weights change with a reason."""

    code = "weights-reason-needed"
    message = _("Say why the weights change; the reason stays beside the version.")


class WeightsEmpty(Invalid):
    """A half needs an input that weighs something."""

    code = "weights-empty"
    message = _("Each half needs at least one input with a weight above nothing, and at most 10.")


class LessonEmpty(Invalid):
    """A lesson has words."""

    code = "lesson-empty"
    message = _("Write down what we learn from this customer.")
