"""What the closing of a department brings with it, said before it is closed."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Department
from channels_mgmt.brands.models import Brand

Consequence = Callable[[Brand, Department], str]

consequences: list[Consequence] = []
"""What rooms above add, in their `AppConfig.ready`: a sentence, or nothing."""


def consequences_of(brand: Brand, department: Department) -> list[str]:
    said = (consequence(brand, department) for consequence in consequences)
    return [words for words in said if words]
