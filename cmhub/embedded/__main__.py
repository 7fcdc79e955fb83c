"""``python -m cmhub.embedded demo`` or ``run``: what the Makefile starts."""

from __future__ import annotations

import os
import sys

from cmhub.embedded.console import complain
from cmhub.embedded.layout import Layout
from cmhub.embedded.processes import EmbeddedError, require_linux


def read_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise EmbeddedError(f"PORT is {text!r}: give a number between 1 and 65535.")
    return int(text)


def main(arguments: list[str]) -> int:
    """0 when it was asked to end, 2 when it could not start; the reason is on standard error."""
    if arguments not in (["demo"], ["run"]):
        complain("give `demo` or `run`.")
        return 2
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if given:
        complain(f"{' and '.join(given)} is set, and this command uses embedded servers: unset it.")
        return 2
    try:
        require_linux()
        from cmhub.embedded.supervisor import Supervisor

        Supervisor(Layout.from_environment(), port=read_port(), demo=arguments == ["demo"]).run()
    except EmbeddedError as problem:
        complain(str(problem))
        return 2
    except OSError as problem:
        complain(f"cannot use {Layout.from_environment().home}: {problem}.")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
