from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services.roles_page import PAGE, roles_page


class Command(BaseCommand):
    help = "Writes docs/roles.md from the table of roles and rights."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        page = roles_page()
        if not check:
            PAGE.write_text(page, encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            raise CommandError("docs/roles.md is out of date: run `make roles`.")
