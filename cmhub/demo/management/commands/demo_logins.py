import os
import secrets
from typing import Any

from django.core.management.base import CommandParser

from cmhub.demo.logins import set_passwords
from cmhub.lib.commands import JsonCommand
from cmhub.logins import LOGINS


class Command(JsonCommand):
    help = "Gives the demonstration logins a password (CMHUB_DEMO_PASSWORD, or a new one) and prints them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", help="the password to set")

    def answer(self, **options: Any) -> list[dict[str, str]]:
        chosen = options["password"] or os.environ.get("CMHUB_DEMO_PASSWORD") or secrets.token_urlsafe(9)
        set_passwords(chosen)
        return [{"email": email, "role": role, "password": chosen} for email, role in LOGINS.items()]
