from celery import shared_task

from accounts.services.certifications import warn_of_expiring
from accounts.services.delivery import send_due


@shared_task(ignore_result=True)
def send_outbox() -> None:
    """Sends what is due in the outbox; called each minute, and by whoever writes to it."""
    send_due()


@shared_task(ignore_result=True)
def warn_of_certifications() -> None:
    """Warns of certifications that are about to expire; called each morning, and says each thing once."""
    warn_of_expiring()
