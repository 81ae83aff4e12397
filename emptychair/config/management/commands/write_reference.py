"""`manage.py write_reference`: the generated reference pages."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from emptychair.config.reference import write_settings_page


class Command(BaseCommand):
    help = "Writes the reference pages that come from the code."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"wrote {write_settings_page()}")
