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


class DefinitionBroken(Invalid):
    code = "survey-definition-broken"
    message = _("This survey cannot be asked as it is. Please put right what is marked.")


class DefinitionEmpty(Invalid):
    code = "survey-definition-empty"
    message = _("There is nothing to publish yet. Please write the questions first.")


class VersionUnknown(NotFound):
    code = "survey-version-unknown"
    message = _("This survey has no such version.")


class RemindersInvalid(Invalid):
    code = "reminders-invalid"
    message = _("Remind after 1 to 60 days, at most three times.")


class PictureUnusable(Invalid):
    code = "survey-picture-unusable"
    message = _("A picture is a PNG, JPEG, GIF or WebP of at most 1 MB. Please choose another one.")


class TimingInvalid(Invalid):
    code = "timing-invalid"
    message = _("Please check the delay, the share, the days and the weight.")


class DraftChanged(Conflict):
    code = "survey-draft-changed"
    message = _(
        "A colleague changed this meanwhile. Nothing was saved: look at what stands there now, "
        "then make your change again."
    )


class DraftStopped(Invalid):
    code = "survey-draft-stopped"
    message = _("The check found something that must be put right before this is asked.")


class TemplateUnknown(Invalid):
    code = "survey-template-unknown"
    message = _("There is no such template. Please choose another one.")


class AlreadyBegun(Conflict):
    code = "survey-already-begun"
    message = _("This link has been used already.")


class TooFewInvited(Conflict):
    code = "survey-too-few-invited"
    message = _("Too few people have been asked so far: an answer could not be anonymous.")


class TicketOver(Conflict):
    code = "survey-ticket-over"
    message = _("An anonymous answer can be changed on the day it was begun.")


class AnswersAnonymously(Conflict):
    code = "survey-anonymous"
    message = _("This survey is anonymous. It can only be answered on its own page.")


class PrivacyPromised(Conflict):
    code = "survey-privacy-promised"
    message = _(
        "Somebody has been asked with this promise already. It can be made stricter, not looser."
    )


class GroupsNotSensible(Invalid):
    code = "survey-groups-not-sensible"
    message = _("Please choose a group of 3 to 50 answers, and 3 to 200 for words.")


class ChannelUnknown(Invalid):
    code = "channel-unknown"
    message = _("Surveys go out by e-mail, SMS or LINE. Please choose among these.")


class ReasonMissing(Invalid):
    code = "reason-missing"
    message = _("Please say why, so that colleagues understand it later.")


class NotExcluded(Conflict):
    code = "answer-not-excluded"
    message = _("This answer was not left out, so it cannot be taken back.")
