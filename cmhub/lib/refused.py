"""What is refused for one of a few reasons, each with its sentence."""

from __future__ import annotations

from typing import ClassVar


class RefusedError(ValueError):
    """``code`` is one of the reasons; ``str()`` is its sentence in the active language."""

    SENTENCES: ClassVar[dict[str, object]]

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.SENTENCES[self.code])
