"""Takes the schema that new databases are given from the migrations: `python -m cmhub.embedded.schema`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import psycopg

from cmhub.embedded.layout import CHECKOUT, Layout
from cmhub.embedded.lease import Lease
from cmhub.embedded.postgres import programs_of_wheel

NOT_OURS = ("django_content_type", "auth_permission")
"""Tables that Django fills by itself after each migration."""
OPTIONS = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=1000")
OF_THE_SESSION = re.compile(r"^(SET \w+ = .*;|SELECT pg_catalog\.set_config\(.*\);|\\.*|--.*|)\n", re.M)
"""Lines that set a connection up, and those that say nothing."""
COUNTED = re.compile(rf"^SELECT pg_catalog\.setval\('public\.(?:{'|'.join(NOT_OURS)})_id_seq', .*\n", re.M)
"""How far their keys have come."""
APPLIED = re.compile(r"(?<=', ')\d{4}-\d\d-\d\d [\d:.+]+(?='\))")


def dumped(url: str) -> str:
    """Schema and rows of the database. When migrations were applied is left out: it is when this runs."""
    command = [
        str(programs_of_wheel() / "pg_dump"),
        *OPTIONS,
        *(f"--exclude-table-data={name}" for name in NOT_OURS),
        url,
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return APPLIED.sub("now", COUNTED.sub("", OF_THE_SESSION.sub("", told)))


def main() -> int:
    from cmhub.lib.kept_schema import KeptSchema, checksums

    with tempfile.TemporaryDirectory(prefix="cmhub-schema-") as folder:
        layout = Layout(Path(folder))
        lease = Lease(layout, throw_away=True)
        lease.take()
        try:
            environment = os.environ | {"DATABASE_URL": layout.owner_url, "REDIS_URL": "redis://nowhere"}
            command = [
                sys.executable,
                "manage.py",
                "migrate",
                "--step-by-step",
                "--skip-checks",
                "--verbosity",
                "0",
            ]
            subprocess.run(command, cwd=CHECKOUT, env=environment, check=True)
            with psycopg.connect(layout.owner_url) as connection:
                version = connection.info.server_version // 10_000
            KeptSchema(version, checksums(), dumped(layout.owner_url)).write()
        finally:
            lease.give_back()
    return 0


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cmhub.settings.test"
    django.setup()
    sys.exit(main())
