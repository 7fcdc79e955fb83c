from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from accounts.services.setup import issue_setup_link


class Command(BaseCommand):
    help = "Prints a one-time link that sets up the first administrator; nothing once there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        token = issue_setup_link()
        if token:
            path = reverse("accounts:setup", kwargs={"token": token})
            self.stdout.write(settings.PUBLIC_URL.rstrip("/") + path)
