"""The domain for Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from typing_extensions import override


class RenewalsApp(AppConfig):
    name = "emptychair.renewals"
    label = "renewals"

    @override
    def ready(self) -> None:
        """Say how our entries of the timeline read and what counts as revenue and as leaving, and
        find what others say beside renewals.
        """
        import emptychair.renewals.queries.own_signs  # noqa: F401 - registers itself
        from emptychair.customers.revenue_meaning import meaning_source
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.renewals.queries.definition import leaving_means
        from emptychair.renewals.words import TIMELINE

        meaning_source(leaving_means)
        autodiscover_modules("renewal_sign")
        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
