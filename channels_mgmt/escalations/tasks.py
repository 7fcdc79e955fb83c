from celery import shared_task

from channels_mgmt.escalations.services.attachments import forget_unknown_files
from channels_mgmt.escalations.services.clock import auditing, sweeping
from channels_mgmt.escalations.services.closed_departments import move_on_all


@shared_task(ignore_result=True)
def sweep() -> None:
    """What is late climbs; the schedule calls it each minute, and what one run leaves the next one takes."""
    sweeping.sweep()


@shared_task(ignore_result=True)
def audit_clocks() -> None:
    """Finds what should have moved and did not; the schedule calls it every ten minutes."""
    auditing.audit_clocks()


@shared_task(ignore_result=True)
def forget_files() -> None:
    """Deletes files that no answer knows; the schedule calls it each night."""
    forget_unknown_files()


@shared_task(ignore_result=True)
def move_on() -> None:
    """What a department was asked in the moment in which it closed, or by another brand, moves on too."""
    move_on_all()
