import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from accounts.services.setup import issue_setup_link


class Command(BaseCommand):
    help = 'Prints {"setup_link"}: a link, good once, that sets up the first administrator; null when there is one.'

    def handle(self, *args: Any, **options: Any) -> None:
        token = issue_setup_link()
        link = f"{settings.PUBLIC_URL}/setup/{token}/" if token else None
        self.stdout.write(json.dumps({"setup_link": link}))
