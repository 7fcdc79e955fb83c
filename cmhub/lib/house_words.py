"""Words that follow the kind of house: an agency with clients, or one company with its own team.

Which it is is known once the person of a request is, and forgotten with the next request.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.core.signals import request_started
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_company: ContextVar[bool] = ContextVar("company", default=False)


def in_company() -> bool:
    """Whether whoever reads works for one company with its own team, and for no agency."""
    return _company.get()


def read_in_company(company: bool) -> None:
    _company.set(company)


def forget(**_signal: Any) -> None:
    _company.set(False)


request_started.connect(forget, dispatch_uid="cmhub.house_words")


def chosen(agency: Any, company: Any) -> str:
    return str(company if in_company() else agency)


by_house: Any = lazy(chosen, str)
"""Of two lazy strings that of an agency, or that of a company's own team, for whoever reads."""

MANAGER = by_house(_("agency manager"), pgettext_lazy("of a company's own team", "manager"))
MANAGER_TITLE = by_house(_("Agency manager"), pgettext_lazy("of a company's own team", "Manager"))
