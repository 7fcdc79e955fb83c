"""How the list of a protocol is narrowed: all of it in the address."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Department
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import EntryVersionQuerySet
from channels_mgmt.protocol.services.search import having_most

LONGEST_SEARCH = 200
ALL = "all"


class ProtocolFilters:
    """What may be used today, unless all is asked for."""

    def __init__(self, query: QueryDict, brand: Brand, departments: list[Department], today: date) -> None:
        self.brand, self.today = brand, today
        self.departments = {str(one.pk): one.name for one in departments}
        self.search = " ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH]
        self.kind = _known(query.get("kind", ""), Kind.values)
        self.sensitivity = _known(query.get("sensitivity", ""), Sensitivity.values)
        self.department = _known(query.get("department", ""), self.departments)
        self.valid = _known(query.get("valid", ""), [ALL])

    def apply(self, versions: EntryVersionQuerySet) -> EntryVersionQuerySet:
        found = versions.in_use() if self.valid == ALL else versions.valid_on(self.today)
        if self.search:
            day = None if self.valid == ALL else self.today
            found = found.filter(pk__in=having_most(self.brand, self.search, day=day))
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.sensitivity:
            found = found.filter(sensitivity=self.sensitivity)
        if self.department:
            found = found.filter(department=int(self.department))
        return found

    @property
    def labels(self) -> dict[str, str]:
        """What narrows the list, in words, by the parameter."""
        said: dict[str, Any] = {
            "q": _("“%(word)s”") % {"word": self.search} if self.search else "",
            "kind": Kind(self.kind).label if self.kind else "",
            "sensitivity": Sensitivity(self.sensitivity).label if self.sensitivity else "",
            "department": self.departments.get(self.department, ""),
            "valid": pgettext("protocol", "also those no longer or not yet valid") if self.valid else "",
        }
        return {name: str(capfirst(label)) for name, label in said.items() if label}

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        return list(Kind.choices)

    @property
    def sensitivities(self) -> list[tuple[str, Any]]:
        return list(Sensitivity.choices)


def _known(value: str, values: Any) -> str:
    return value if value in values else ""
