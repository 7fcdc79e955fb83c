"""Known weaknesses of the locked packages, as far as they can be looked up from here."""

import json
import subprocess
import sys
from pathlib import Path

LOCKS = ("base", "embedded")
ROOT = Path(__file__).resolve().parent.parent
AUDIT = Path(sys.executable).with_name("pip-audit")


def audit(lock: str) -> list[dict]:
    """What the audit says of each package of a lock file; nothing where it could not be run."""
    command = [AUDIT, "--disable-pip", "--require-hashes", "--format", "json", "--timeout", "10"]
    done = subprocess.run(
        [*command, "-r", ROOT / "requirements" / f"{lock}.txt"], capture_output=True, text=True, check=False
    )
    try:
        return json.loads(done.stdout)["dependencies"]
    except ValueError:
        return []


def main() -> int:
    packages = {package["name"]: package for lock in LOCKS for package in audit(lock)}
    known = [package for package in packages.values() if "vulns" in package]
    weak = [package for package in known if package["vulns"]]
    sys.stdout.write(f"Dependency audit: {len(known)} of {len(packages)} packages could be looked up\n")
    for package in weak:
        names = ", ".join(found["id"] for found in package["vulns"])
        sys.stdout.write(f"{package['name']} {package['version']}: {names}\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
