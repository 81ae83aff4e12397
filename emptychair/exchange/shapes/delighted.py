"""What Delighted kept: people with what was sent to them, and answers. Its API's arrays fit as they
are; of its CSV files the titles are those that our contract accepts, since no source names them.
"""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

_PHONE = w.a_field(
    "phone",
    _("telephone"),
    "phone number, phone, mobile, person phone, person phone number",
    longest=40,
)
_EMAIL = w.a_field("email", _("e-mail"), "email address, person email", reads="email", longest=254)
_NAME = w.a_field("name", _("name"), "full name, person name")
# What these files also hold and nobody needs.
_TECHNICAL = w.names(
    "survey scheduled at, next survey scheduled at, last responded at, person created at"
)

DELIGHTED_PEOPLE = ImportShape(
    name="delighted_people",
    label=_("Delighted: people, unsubscribes, bounces"),
    about=_(
        "One row a person, as CSV or as JSON from Delighted's API. When they were last asked "
        "counts, so that nobody is asked again too soon; whoever wants no more mails gets none."
    ),
    fields=(
        w.a_field("delighted_id", _("number at Delighted"), "id, person id, person", longest=20),
        _EMAIL,
        _NAME,
        _PHONE,
        w.a_field("made_at", _("known since"), "created at", reads="time"),
        w.a_field("sent_at", _("last asked"), "last sent at, last sent", reads="time"),
        w.a_field("unsubscribed_at", _("unsubscribed on"), "unsubscribed at", reads="time"),
        w.a_field("bounced_at", _("mail came back on"), "bounced at", reads="time"),
    ),
    needs=(("email", "phone"),),
    keeps_others=True,
    technical=_TECHNICAL,
    takes_json=True,
)
DELIGHTED_ANSWERS = ImportShape(
    name="delighted_answers",
    label=_("Delighted: answers"),
    about=_(
        "One row an answer, as CSV or as JSON from Delighted's API. Numbers and links stay what "
        "they are; further columns become properties of the answer. Nobody is told of old answers."
    ),
    fields=(
        w.a_field(
            "response_id", _("answer number"), "id, response id, survey response id", longest=120
        ),
        w.a_field("delighted_id", _("number at Delighted"), "person, person id", longest=20),
        _EMAIL,
        _NAME,
        _PHONE,
        w.a_field("metric", _("kind of score"), "survey type, type", longest=20),
        w.a_field("score", _("score"), "score, rating, nps score", reads="score"),
        w.a_field("comment", _("comment"), "comment, feedback, answer", longest=20_000),
        w.a_field(
            "answered_at",
            _("answered on"),
            """created at, responded at, response date, date, timestamp,
            survey response created at""",
            reads="time",
        ),
        w.a_field("updated_at", _("changed on"), "updated at", reads="time"),
        w.a_field("tags", _("tags"), "tags", longest=2_000),
        w.a_field("notes", _("notes"), "notes", longest=20_000),
        w.a_field(
            "permalink", _("link to the answer"), "permalink, response link, url", longest=500
        ),
        w.a_field("further", _("further answers (JSON)"), "additional answers", longest=100_000),
    ),
    needs=(("score",), ("answered_at",)),
    keeps_others=True,
    technical=_TECHNICAL,
    takes_json=True,
)
