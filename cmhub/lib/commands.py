"""Commands that others script against: JSON alone on standard output, words for people on standard error,
exit codes.

0: done. 1: done in part. 2: nothing usable, a bad argument or an internal error: standard output stays
empty and a sentence, without traceback unless ``--traceback``, goes to standard error.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from argparse import ArgumentTypeError
from datetime import date
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError, connections
from django.utils import translation
from django.utils.translation import gettext as _

from cmhub.lib.arguments import language_of, speaking
from cmhub.lib.origin import Origin, coming_from

DONE = 0
IN_PART = 1
NOTHING = 2
PAUSE = 2.0  # seconds between two lines of progress where standard error is no terminal


class UsageError(CommandError):
    """A bad argument, or nothing usable: the sentence that a person is to read."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args, returncode=NOTHING)


class SentenceParser(CommandParser):
    """Says what is wrong with the arguments in one sentence, without the usage lines, in the language that
    they ask for.
    """

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        with speaking(language_of([str(word) for word in args or ()])):
            return super().parse_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        if self.called_from_command_line:
            self.exit(NOTHING, f"{self.prog}: {message}\n")
        raise UsageError(message)


class JsonCommand(BaseCommand):
    """A command whose ``answer(**options)`` returns what is printed, and sets ``exit_code`` when it is not 0.

    What goes wrong for the person who typed the command is a ``UsageError`` with a sentence.
    """

    exit_code = DONE
    stealth_options = ("lang",)

    def answer(self, **options: Any) -> Any:
        """The value to print; raises UsageError."""
        raise NotImplementedError

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # BaseCommand names its parser's class itself, hence the change of class once it is built.
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = SentenceParser
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--lang", choices=languages, default=settings.LANGUAGE_CODE, help="language of messages"
        )
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        self.exit_code = DONE
        self._told_at = 0.0
        name = type(self).__module__.rpartition(".")[2]
        with (
            translation.override(options.get("lang") or settings.LANGUAGE_CODE),
            coming_from(Origin(source=name)),
        ):
            value = self.answer(**options)
            self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder))

    def tell(self, sentence: str) -> None:
        """A line for people, on standard error."""
        self.stderr.write(str(sentence), style_func=str)

    def show_progress(self, sentence: str) -> None:
        """How far a long run is: rewrites its line on a terminal, else adds one now and then."""
        now = time.monotonic()
        terminal = self.stderr.isatty()
        if now - self._told_at < (0.2 if terminal else PAUSE):
            return
        self._told_at = now
        self.stderr.write(
            f"\r{sentence}\x1b[K" if terminal else sentence, ending="" if terminal else "\n", style_func=str
        )

    def end_progress(self) -> None:
        """After the last line of progress, on a terminal."""
        if self._told_at and self.stderr.isatty():
            self.stderr.write("", style_func=str)

    def run_from_argv(self, argv: list[str]) -> None:
        """Runs as from the shell, and ends the process with the exit code where it is not 0."""
        self._called_from_command_line = True
        parser = self.create_parser(argv[0], argv[1])
        options = vars(parser.parse_args(argv[2:]))
        args = options.pop("args", ())
        try:
            self.execute(*args, **options)
        except BrokenPipeError:
            sys.stderr.close()  # whoever read the output has gone, and the flush at the end would complain
            self.exit_code = NOTHING
        except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - told in a sentence
            if options.get("traceback"):
                traceback.print_exc(file=sys.stderr)
            self.stderr.write(sentence_for(problem), style_func=str)
            self.exit_code = NOTHING
        finally:
            connections.close_all()
        if self.exit_code:
            sys.exit(self.exit_code)


def day_of(text: str) -> date:
    """A day as an argument gives it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            _("“%(text)s” is not a day; write it as 2026-03-02.") % {"text": text}
        ) from error


def sentence_for(problem: BaseException) -> str:
    """What is said, in one sentence, about what ended a command."""
    if isinstance(problem, CommandError):
        return str(problem)
    if isinstance(problem, KeyboardInterrupt):
        return _("Interrupted: nothing was changed.")
    if isinstance(problem, OperationalError):
        return _("The database does not answer: %(reason)s") % {"reason": " ".join(str(problem).split())}
    return _("Internal error: %(reason)s (run again with --traceback for the details)") % {
        "reason": f"{type(problem).__name__}: {' '.join(str(problem).split())[:300]}"
    }
