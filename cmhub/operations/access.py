"""Who looks after the installation: administrators and managers of the house that set it up, the oldest.

Where one installation serves several houses, the others' managers do not see it: what fails and waits is of
all of them.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, roles_granting
from accounts.models import Agency, Membership, User
from cmhub.lib.scope import everything


def keeper() -> Agency | None:
    with everything():
        return Agency.objects.order_by("pk").first()


def may_keep(person: User) -> bool:
    roles = roles_granting(Right.INSTALLATION_RUN)
    return Membership.objects.current().filter(user=person, agency=keeper(), role__in=roles).exists()


def load_keeper(request: HttpRequest) -> None:
    """Authorises whoever may. Raises PermissionDenied with the reason for everybody else."""
    if not may_keep(person_of(request)):
        raise PermissionDenied(_("Only the house that set up this installation looks after it."))
    request.agency = keeper()  # type: ignore[attr-defined]
