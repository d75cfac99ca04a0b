"""How signing in differs from the library's default."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: an administrator creates each person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
