from celery import shared_task

from accounts.services.certifications import warn_of_expiring
from accounts.services.delivery import send_due
from accounts.services.digests import send_digests as write_digests
from accounts.services.notices import forget_mails, forget_old
from accounts.services.pushing import send_pushes as send_due_pushes


@shared_task(ignore_result=True)
def send_outbox() -> None:
    """Sends what is due in the outbox; called each minute, and by whoever writes to it."""
    send_due()


@shared_task(ignore_result=True)
def send_pushes() -> None:
    """Sends what is due to browsers; called each minute, and by whoever writes to the outbox."""
    send_due_pushes()


@shared_task(ignore_result=True)
def send_digests() -> None:
    """Writes the digests whose hour has come; called each five minutes."""
    write_digests()


@shared_task(ignore_result=True)
def forget_notices() -> None:
    """Deletes what people were told long ago, in the product and by mail; called each night."""
    forget_old()
    forget_mails()


@shared_task(ignore_result=True)
def warn_of_certifications() -> None:
    """Warns of certifications that are about to expire; called each morning, and says each thing once."""
    warn_of_expiring()
