from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people are brought in by an agency."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
