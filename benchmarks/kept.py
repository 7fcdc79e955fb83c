"""What was measured, run by run: a file for each in benchmarks/runs; and of each benchmark the newest figures
beside those before.
"""

from __future__ import annotations

import json
import operator
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RUNS = Path(__file__).parent / "runs"
TABLE = Path(__file__).parent / "FIGURES.md"
HEAD = """# Figures

Written by `make bench`; what they mean, and why one falls short, stands in [RESULTS.md](RESULTS.md). A ratio
is to the bare engine beside it in the same run: times of two runs are of two days of a machine, ratios can be
compared. What misses its target is in bold.
"""
FEW = 4
"""Benchmarks that a file's name still names."""
Figure = dict[str, Any]
BY_SIGN = {"<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge}
LIMIT = re.compile(r"(?P<of>ratio )?(?P<sign>[<≤>≥]) (?P<limit>[\d.,]+)")


def misses(figure: Figure) -> bool:
    """Whether a figure is beyond its target, where that is a number of the same unit or a ratio."""
    found = LIMIT.match(str(figure["target"] or ""))
    value = figure["ratio" if found and found["of"] else "value"]
    if not found or value is None:
        return False
    holds = BY_SIGN[found["sign"]](value, float(found["limit"].replace(",", "")))
    return not holds


def keep(told: dict[str, list[Figure]], messages: int) -> None:
    """Adds a run, of all benchmarks or of some, and tells each beside its last one of as many messages."""
    now = datetime.now(UTC)
    run = {
        "measured": now.isoformat(timespec="minutes"),
        "commit": _said("git", "rev-parse", "--short", "HEAD"),
        "machine": machine(),
        "messages": messages,
        "told": told,
    }
    RUNS.mkdir(exist_ok=True)
    file = RUNS / f"{now:%Y-%m-%d-%H%M}-{messages}-{'-'.join(told) if len(told) < FEW else 'many'}.json"
    file.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    TABLE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The newest of each benchmark, by the number of messages, the most first."""
    runs = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(RUNS.iterdir())]
    lines = [HEAD]
    for messages in sorted({run["messages"] for run in runs}, reverse=True):
        lines.append(f"## {messages:,} messages\n")
        of_size = [run for run in runs if run["messages"] == messages]
        for name in sorted({name for run in of_size for name in run["told"]}):
            lines += section(name, [run for run in of_size if name in run["told"]])
    return "\n".join(lines)


def section(name: str, runs: list[dict[str, Any]]) -> list[str]:
    *_earlier, before, run = [None, *runs]
    known = {figure["name"]: figure for figure in before["told"][name]} if before else {}
    measured = [f"{one['measured']}, state {one['commit']}" for one in (run, before) if one]
    return [
        f"### {name}\n",
        f"{'; before: '.join(measured)}. {run['machine']}\n",
        "| figure | value | target | ratio | before | ratio before |",
        "|---|---|---|---|---|---|",
        *rows(run["told"][name], known),
        "",
    ]


def rows(figures: Iterable[Figure], known: dict[str, Figure]) -> Iterator[str]:
    for figure in figures:
        then = known.get(figure["name"], {})
        value = f"{figure['value']:,} {figure['unit']}"
        cells = [figure["name"], f"**{value}**" if misses(figure) else value, figure["target"]]
        cells += [figure["ratio"], then.get("value"), then.get("ratio")]
        yield f"| {' | '.join('' if cell is None else str(cell) for cell in cells)} |"


def machine() -> str:
    memory = int(_said_of("MemTotal", "/proc/meminfo").split()[0]) / 1024**2
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{os.cpu_count()} × {_said_of('model name', '/proc/cpuinfo')}, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}; load at the end {load}"
    )


def _said_of(name: str, path: str) -> str:
    """What a file of the kernel's says under that name."""
    lines = Path(path).read_text().splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(name))


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
