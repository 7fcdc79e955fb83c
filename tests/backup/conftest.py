from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cmhub.embedded.layout import Layout
from tests.backup.installation import Installation, installation


@pytest.fixture
def source(embedded_servers: Layout, django_db_setup: None, tmp_path: Path) -> Iterator[Installation]:
    """With the cast, some files and the rights of its roles."""
    with installation(embedded_servers, tmp_path, filled=True) as made:
        for name, data in {"shots/ab/one.png": b"\x89PNG one", "intake/given/é.csv": b"a;b\n"}.items():
            path = made.files / name
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
        prepared = made.manage("prepare")
        assert prepared.returncode == 0, prepared.stderr
        yield made


@pytest.fixture
def empty(
    embedded_servers: Layout, django_db_setup: None, tmp_path: Path
) -> Iterator[Callable[[], Installation]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(installation(embedded_servers, tmp_path))
