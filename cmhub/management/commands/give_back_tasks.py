import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cmhub.celery import give_back_unfinished
from cmhub.queues import QUEUES


class Command(BaseCommand):
    help = (
        "Puts the tasks that a killed worker had in hand back into the queue, without waiting for the "
        'broker to miss them. Only while no worker serves that queue. Prints {"given_back"}.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queue", choices=QUEUES)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps({"given_back": give_back_unfinished(options["queue"])}))
