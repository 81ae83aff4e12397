"""`manage.py write_reference`: the generated reference pages."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from emptychair.config.reference import write_pages


class Command(BaseCommand):
    help = "Writes the reference pages that come from the code."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        for place in write_pages():
            self.stdout.write(f"wrote {place}")
