from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cmhub.lib.translations import compile_stale


class Command(BaseCommand):
    help = "Compiles the translations that changed. Needs no gettext."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for root in settings.LOCALE_PATHS:
            for path in compile_stale(root):
                self.stderr.write(f"Compiled {path.relative_to(root)}")
