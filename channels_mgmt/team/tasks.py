from celery import shared_task

from channels_mgmt.team.services.patterns import extend_all
from channels_mgmt.team.services.swaps import expire_due


@shared_task(ignore_result=True)
def extend_rotas() -> None:
    """Writes the shifts of patterns eight weeks ahead; called each night, and writes each once."""
    extend_all()


@shared_task(ignore_result=True)
def expire_swaps() -> None:
    """Tells those who asked for an exchange of shifts and had no answer; called each quarter of an hour."""
    expire_due()
