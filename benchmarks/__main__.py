"""`python -m benchmarks [names…] [--n N]`: every figure, or those of some benchmarks; `data N` makes data."""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.figure import say
from benchmarks.house import MESSAGES, layout, servers

NAMES = (
    "intake",
    "metrics",
    "api",
    "report",
    "report_files",
    "pages",
    "routing",
    "inbox",
    "access",
    "board",
    "calendar",
    "cover",
    "staffing",
    "escalations",
    "suggestions",
    "spelling",
    "opening",
    "surges",
    "results",
    "portfolio",
    "weights",
)


def main() -> int:
    """0 when all could be measured, whether or not they meet their targets; else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"{', '.join(NAMES)} (all); or: data N")
    parser.add_argument("--n", type=int, default=MESSAGES, help=f"messages ({MESSAGES:,})")
    parser.add_argument("--data", metavar="FILE", help="labelled messages, for the benchmark `suggestions`")
    asked = parser.parse_args()
    names, messages = asked.names or list(NAMES), asked.n
    if names[0] == "data":
        messages = int(names[1]) if len(names) > 1 else messages
        names = ["data"]
    elif unknown := set(names) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    layout().home.mkdir(parents=True, exist_ok=True)
    failed = []
    with servers():
        for name in names:
            say(f"— {name}")
            command = [sys.executable, "-m", f"benchmarks.{name}", "--n", str(messages)]
            if asked.data and name == "suggestions":
                command += ["--data", asked.data]
            if subprocess.run(command, check=False).returncode:
                failed.append(name)
    if failed:
        say(f"Not measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
