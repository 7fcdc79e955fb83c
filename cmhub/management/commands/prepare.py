import os
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cmhub.lib.static_assets import collect_if_changed
from cmhub.logins import LOGINS


class Command(BaseCommand):
    help = (
        "Brings an installation up to date: schema and rights, and as asked the pages' files, "
        "the demonstration, or a link for the first administrator, which it prints. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--assets", action="store_true", help="compile translations and collect static files"
        )
        parser.add_argument(
            "--demo", action="store_true", help="load the demonstration and set its passwords"
        )
        parser.add_argument(
            "--setup-link", action="store_true", help="a link that sets up the first administrator"
        )

    def handle(self, *args: Any, assets: bool, demo: bool, setup_link: bool, **options: Any) -> None:
        if assets:
            call_command("compile_translations", stderr=self.stderr)
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        call_command("grant_rights", stderr=StringIO())
        if assets and collect_if_changed():
            self.stderr.write("    Pages' files collected and compressed.")
        if demo:
            call_command("load_demo", stdout=StringIO(), stderr=self.stderr)
            self.set_demo_passwords(os.environ["CMHUB_DEMO_PASSWORD"])
        if setup_link:
            call_command("setup_link", stdout=self.stdout)

    def set_demo_passwords(self, password: str) -> None:
        people = get_user_model().objects.filter(email__in=LOGINS)
        people.update(password=make_password(password), is_active=True)
