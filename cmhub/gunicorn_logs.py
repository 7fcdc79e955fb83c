"""gunicorn's log of addresses, without the tokens of links: `--logger-class cmhub.gunicorn_logs.Logger`."""

from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

from cmhub.lib.redaction import without_tokens

TOLD = "Urfq"
"""The parts of a line that hold an address: path, first line, referrer, query."""


class Logger(GunicornLogger):
    def atoms(self, *asked: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*asked)
        return atoms | {name: without_tokens(str(atoms[name])) for name in TOLD if atoms.get(name)}
