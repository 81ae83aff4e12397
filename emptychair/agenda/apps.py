"""The domain for Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext
from typing_extensions import override


class AgendaApp(AppConfig):
    name = "emptychair.agenda"
    label = "agenda"

    @override
    def ready(self) -> None:
        """Find what every domain has for Today, and say how our entries of the timeline read."""
        import emptychair.agenda.queries.rows  # noqa: F401 - tells others which rows are open
        from emptychair.customers.timeline_words import register_timeline_code

        autodiscover_modules("agenda_source")
        autodiscover_modules("card_source")
        register_timeline_code("agenda.called", lambda p: gettext("Called. %(note)s") % p)
        register_timeline_code(
            "agenda.called_in_vain", lambda p: gettext("Called, but nobody answered. %(note)s") % p
        )
