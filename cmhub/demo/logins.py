from django.contrib.auth.hashers import make_password

from accounts.models import User
from cmhub.logins import LOGINS


def set_passwords(password: str) -> int:
    """Gives all demonstration logins this password; how many there are."""
    return User.objects.filter(email__in=LOGINS).update(password=make_password(password), is_active=True)
