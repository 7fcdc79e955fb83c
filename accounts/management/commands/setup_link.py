from typing import Any

from django.core.management.base import BaseCommand

from accounts.services.setup import issue_setup_link
from cmhub.lib.links import link_to


class Command(BaseCommand):
    help = "Prints a one-time link that sets up the first administrator; nothing once there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        token = issue_setup_link()
        if token:
            self.stdout.write(link_to("accounts:setup", token))
