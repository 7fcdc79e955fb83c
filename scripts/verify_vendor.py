"""Verify the vendored files against static/vendor/SHA256SUMS; `--write` records them anew."""

import hashlib
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
SUMS = STATIC / "vendor" / "SHA256SUMS"
DICTIONARIES = STATIC.parent / "cmhub" / "lib" / "spelling" / "data"
OURS = ".txt"
"""Lists of words that the house adds to them."""


def measured() -> dict[str, str]:
    """SHA-256 of each vendored file, by its path from static/."""
    files = [path for path in (STATIC / "vendor").rglob("*") if path.is_file() and path != SUMS]
    files = [path for path in files if path.name != "README.md"] + [STATIC / "icons.svg"]
    files += [path for path in DICTIONARIES.iterdir() if path.suffix != OURS]
    return {named(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def named(path: Path) -> str:
    inside = path.is_relative_to(STATIC)
    return str(path.relative_to(STATIC)) if inside else f"../{path.relative_to(STATIC.parent)}"


def recorded() -> dict[str, str]:
    """The checksums on file, by path from static/."""
    lines = (line.split("  ", 1) for line in SUMS.read_text().splitlines())
    return {path: checksum for checksum, path in lines}


def differences() -> list[str]:
    """Paths whose content, presence or absence differs from what is on file."""
    now, then = measured(), recorded()
    return sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))


def main() -> int:
    if "--write" in sys.argv[1:]:
        SUMS.write_text("".join(f"{checksum}  {path}\n" for path, checksum in measured().items()))
    for path in differences():
        sys.stderr.write(f"differs from SHA256SUMS: {path}\n")
    return 1 if differences() else 0


if __name__ == "__main__":
    sys.exit(main())
