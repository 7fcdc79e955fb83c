"""Which contacts are absent, until when, and who answers in their place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Absence, Contact


@dataclass(frozen=True)
class Away:
    """An absence as it stands at an instant: `back_on` is the day of the return, None where it is not known.

    `deputy` is who answers in their place, and `named` who was named to: the deputy may be absent as well.
    """

    absence: Absence
    back_on: date | None
    deputy: Contact | None
    named: Contact | None


def away_at(contacts: Iterable[int], at: datetime) -> dict[int, Away]:
    """Those of the contacts, by id, who are absent at an instant: one query where nobody is."""
    now = Absence.objects.standing().current(at).filter(contact__in=set(contacts))
    away = list(now.values_list("pk", flat=True))
    absent = Absence.objects.filter(pk__in=away).with_deputies(at) if away else ()
    return {
        absence.contact_id: Away(
            absence, absence.ends_on, None if absence.deputy_away else absence.deputy, absence.deputy
        )
        for absence in absent
    }
