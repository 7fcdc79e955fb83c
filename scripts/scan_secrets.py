"""Secrets in any version of any file that the repository has ever held, not only in those of today.

What was committed once can be read by whoever clones: a secret found here is to be changed, wherever it is
used, and its blob then named in KNOWN with the reason why it opens nothing.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KNOWN: dict[str, str] = {}
"""Blobs in which something was found that opens nothing, with the reason."""
SIGNS = {
    "a private key": (
        b"PRIVATE KEY-----",
        rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{100}",
    ),
    "a key of Amazon": (b"AKIA", rb"\bAKIA[0-9A-Z]{16}\b"),
    "a token of GitHub": (b"ghp_", rb"\bghp_[A-Za-z0-9]{36}"),
    "a finer token of GitHub": (b"github_pat_", rb"\bgithub_pat_[A-Za-z0-9_]{60}"),
    "a token of GitLab": (b"glpat-", rb"\bglpat-[A-Za-z0-9_-]{20}\b"),
    "a token of Slack": (b"xox", rb"\bxox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{10}"),
    "a key of Google": (b"AIza", rb"\bAIza[0-9A-Za-z_-]{35}\b"),
    "a secret of Google": (b"GOCSPX-", rb"\bGOCSPX-[A-Za-z0-9_-]{20}"),
    "a key of Stripe": (b"k_live_", rb"\b[rs]k_live_[0-9A-Za-z]{20}"),
    "a token of PyPI": (b"pypi-AgEI", rb"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{20}"),
    "a token of npm": (b"npm_", rb"\bnpm_[A-Za-z0-9]{36}\b"),
    "a token of ours": (b"cmh_", rb"\bcmh_[A-Za-z0-9_-]{43}\b"),
    "a signing key of ours": (b"whsec_", rb"\bwhsec_[A-Za-z0-9+/]{43}="),
    "a signed token": (b".eyJ", rb"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20}"),
}
"""What keys and tokens look like that say themselves what they are: such a find is hardly ever a mistake. By
kind the letters that are looked for first, and the pattern.
"""
LARGEST = 5_000_000
"""Bytes: what is longer is data."""
PIECE = 500
"""How many are asked for at once: no more than a pipe takes before anything is read."""


def blobs(repository: Path) -> dict[str, str]:
    """Every blob that any commit has, with a path that it had."""
    listed = git(repository, "rev-list", "--objects", "--all").decode(errors="replace")
    named = (line.partition(" ") for line in listed.splitlines())
    return {number: path for number, _space, path in named if path}


def contents(repository: Path, numbers: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each blob with what it holds, trees left out."""
    command = ["git", "-C", str(repository), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        assert asked.stdin
        assert asked.stdout
        told = git(repository, "cat-file", "--batch-check", given="\n".join(numbers).encode()).splitlines()
        wanted = [
            number for number, kind, size in map(bytes.split, told) if kind == b"blob" and int(size) < LARGEST
        ]
        for start in range(0, len(wanted), PIECE):
            piece = wanted[start : start + PIECE]
            asked.stdin.write(b"\n".join(piece) + b"\n")
            asked.stdin.flush()
            for number in piece:
                size = int(asked.stdout.readline().split()[2])
                yield number.decode(), asked.stdout.read(size + 1)
        asked.stdin.close()


def signs_in(content: bytes) -> Iterator[str]:
    for what, (letters, pattern) in SIGNS.items():
        if letters in content and re.search(pattern, content):
            yield what


def git(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def main(repository: Path) -> int:
    paths = blobs(repository)
    seen = found = 0
    for number, content in contents(repository, list(paths)):
        seen += 1
        for what in signs_in(content) if number not in KNOWN else ():
            found += 1
            sys.stdout.write(f"{paths[number]} ({number[:12]}): {what}\n")
    sys.stdout.write(f"Secrets: {seen} versions of files were looked at, {found} hold something\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent))
