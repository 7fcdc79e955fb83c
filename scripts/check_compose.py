"""Has the real `docker-compose config` read docker-compose.yml, without an engine: once with every variable
set, and once without, where it must name what is missing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = ROOT / "docker-compose.yml"
PROGRAM = Path(sys.executable).with_name("docker-compose")


def needed_variables() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+):\?", COMPOSE.read_text()))


def validate(**values: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if name not in needed_variables()}
    command = [PROGRAM, "--env-file", os.devnull, "--file", COMPOSE, "config", "--quiet"]
    return subprocess.run(command, env=bare | values, capture_output=True, text=True, check=False)


def main() -> int:
    complete = validate(**dict.fromkeys(needed_variables(), "x"))
    if complete.returncode:
        sys.stderr.write(complete.stderr)
        return 1
    if validate().returncode == 0:
        sys.stderr.write("docker-compose.yml is accepted without its secrets.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
