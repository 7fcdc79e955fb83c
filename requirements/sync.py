"""Bring .venv in line with a lock file: ``python3 requirements/sync.py embedded`` (or base, dev, or
``--lock``).

Runs before anything is installed, hence the standard library only. A stamp of the lock's content lets a
second run end at once. Where packages come from is the machine's affair: what pip is configured with is
handed on to uv, and no index is written in this repository.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"
PYTHON = VENV / "bin" / "python"
GROUPS = ("base", "embedded", "dev")
MINIMUM = (3, 11)
UV = "uv>=0.13,<0.14"


def stop(message: str) -> None:
    print(f"CM Hub: {message}", file=sys.stderr)
    raise SystemExit(2)


def pip_configuration() -> dict[str, str]:
    """What pip has been told by its files and the environment, without section names: {"index-url": …}."""
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    entries = [line.partition("=")[::2] for line in listed.splitlines()]
    entries.sort(
        key=lambda entry: entry[0].startswith(":env:")
    )  # the environment has the last word, as in pip
    return {key.strip().rpartition(".")[2]: value.strip().strip("'\"") for key, value in entries}


def uv_environment() -> dict[str, str]:
    """The process environment, with uv's variables filled in from pip's configuration where they are not
    set.
    """
    pip = pip_configuration()
    translated = {
        "UV_DEFAULT_INDEX": pip.get("index-url"),
        "UV_INDEX": pip.get("extra-index-url"),
        "UV_FIND_LINKS": ",".join(pip.get("find-links", "").split()),
        "SSL_CERT_FILE": pip.get("cert"),
        "UV_HTTP_TIMEOUT": pip.get("default-timeout") or pip.get("timeout"),
    }
    given = {name: value for name, value in translated.items() if value}
    # pip looks in every index for the best version; uv would stop at the first that knows the name.
    given["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if pip.get("no-index", "").lower() in {"1", "true", "yes"}:
        given["UV_NO_INDEX"] = "1"
    return {"UV_LINK_MODE": "copy", **given, **os.environ}


def make_environment() -> None:
    if sys.version_info < MINIMUM:
        stop(f"Python {MINIMUM[0]}.{MINIMUM[1]} or later is needed, and this is {sys.version.split()[0]}.")
    usable = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0
    if not usable:
        print(f"Making the virtual environment {VENV.name} …", flush=True)
        venv.create(VENV, with_pip=True, clear=True, symlinks=True)


def uv(*arguments: str) -> int:
    program = VENV / "bin" / "uv"
    if not program.exists():
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
        if subprocess.run(command, check=False).returncode:
            stop("uv could not be installed with pip: is a package index reachable?")
    return subprocess.run([program, *arguments], env=uv_environment(), cwd=HERE, check=False).returncode


def install(group: str) -> None:
    lock = HERE / f"{group}.txt"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".cmhub-{group}"
    make_environment()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing the packages of {lock.relative_to(HERE.parent)} …", flush=True)
    if uv("pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", lock.name):
        stop(f"the packages of {lock.name} could not be installed (see above).")
    stamp.write_text(digest)


def compile_locks() -> None:
    """Resolve *.in into *.txt, from the smallest group to the largest so that each pins what the next one
    shares.
    """
    make_environment()
    for group in GROUPS:
        options = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
        header = [
            "--universal",
            "--python-version",
            "3.11",
            "--custom-compile-command",
            "make lock",
            "--quiet",
        ]
        if uv("pip", "compile", *options, *header, "--output-file", f"{group}.txt", f"{group}.in"):
            stop(f"{group}.in could not be resolved (see above).")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--lock"]:
            compile_locks()
        case [group] if group in GROUPS:
            install(group)
        case _:
            stop(f"give one of {', '.join(GROUPS)}, or --lock.")
