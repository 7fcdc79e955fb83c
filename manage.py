#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL and REDIS_URL they run on the embedded servers of CMHUB_HOME."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext

# These read or write files of the checkout only: no server is started for them.
WITHOUT_SERVERS = {
    "help",
    "version",
    "--help",
    "-h",
    "--version",
    "makemessages",
    "compile_translations",
    "collectstatic",
    "findstatic",
}


def servers(arguments: list[str]) -> AbstractContextManager[object]:
    """The embedded servers for this command, or nothing where it needs none or production names its own."""
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(given) == 1:
        missing = "REDIS_URL" if given == ["DATABASE_URL"] else "DATABASE_URL"
        print(
            f"{given[0]} is set and {missing} is not: set both, or neither for the embedded servers.",
            file=sys.stderr,
        )
        raise SystemExit(2)
    production = bool(given)
    default = "cmhub.settings.production" if production else "cmhub.settings.demo"
    module = os.environ.setdefault("DJANGO_SETTINGS_MODULE", default)
    command = arguments[0] if arguments else "help"
    if production or module == "cmhub.settings.test" or command in WITHOUT_SERVERS or "--help" in arguments:
        return nullcontext()
    from cmhub.embedded.lease import joined_servers

    return joined_servers()


def main() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        with servers(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except Exception as problem:  # whoever scripts the commands gets a sentence and a status
        if "--traceback" in sys.argv:
            raise
        expected = isinstance(problem, ImproperlyConfigured | OperationalError)
        sentence = (
            str(problem) if expected else f"{type(problem).__name__}: {problem} (--traceback shows where)"
        )
        print(sentence.strip(), file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
