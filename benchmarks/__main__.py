"""`python -m benchmarks [names…] [--n N]`: every figure, or those of some benchmarks; `data N` makes data.
What a run tells is kept (benchmarks/runs), each benchmark beside its run before (benchmarks/FIGURES.md).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.figure import Figure, say
from benchmarks.house import MESSAGES, layout, servers
from benchmarks.kept import keep

NAMES = (
    "intake",
    "metrics",
    "api",
    "report",
    "report_files",
    "pages",
    "routing",
    "inbox",
    "load",
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
    "growth",
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
    failed, told = [], dict[str, list[dict[str, Any]]]()
    with servers():
        for name in names:
            say(f"— {name}")
            command = [sys.executable, "-m", f"benchmarks.{name}", "--n", str(messages)]
            if asked.data and name == "suggestions":
                command += ["--data", asked.data]
            figures, went_well = measured(command)
            if went_well:
                told[name] = figures
            else:
                failed.append(name)
    if failed:
        say(f"Not measured: {', '.join(failed)}")
    if told and names != ["data"]:
        keep(told, messages)
    return 1 if failed else 0


def measured(command: list[str]) -> tuple[list[dict[str, Any]], bool]:
    """What a benchmark told, line by line as it tells it, and whether it came to its end."""
    figures = []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for line in process.stdout or ():
        print(line, end="", flush=True)
        figures.append(json.loads(line))
    _pid, status, used = os.wait4(process.pid, 0)
    name, memory = command[2].partition(".")[2], used.ru_maxrss / 1024
    taken = Figure(f"{name}: memory of the process that measures", memory, "MB")
    taken.tell()
    figures.append(taken.told())
    return figures, os.waitstatus_to_exitcode(status) == 0


if __name__ == "__main__":
    sys.exit(main())
