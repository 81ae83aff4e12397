"""What surveys refuse."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class SurveyNotRunning(Conflict):
    code = "survey-not-running"
    message = _("This survey is not running. Start it first, then ask.")


class SurveyNameTaken(Conflict):
    code = "survey-name-taken"
    message = _("Another survey has this name already. Please choose another one.")


class MetricUnknown(Invalid):
    code = "metric-unknown"
    message = _("A survey measures nps, csat or ces.")


class ScoreOutOfRange(Invalid):
    code = "score-out-of-range"
    message = _(
        "The score lies outside of the scale of this survey. Please choose one that is on it."
    )


class TextMissing(Invalid):
    code = "survey-text-missing"
    message = _("Please write the question, the why, the thanks, and the subject of the mail.")


class SettingUnknown(Invalid):
    code = "survey-setting-unknown"
    message = _("This touchpoint or segment does not exist. Please choose another one.")


class NoAddress(Invalid):
    code = "no-address"
    message = _("There is no mail address to send this to.")


class LinkUnknown(NotFound):
    code = "link-unknown"
    message = _("We do not know this link. Perhaps it was cut in two by the mail program.")


class LinkExpired(Conflict):
    code = "link-expired"
    message = _("This link is too old to change the answer. Please write to us instead.")


class AnswerClosed(Conflict):
    code = "answer-closed"
    message = _("This survey is closed and takes no more answers.")
