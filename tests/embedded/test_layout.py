from __future__ import annotations

import os
from pathlib import Path

import psycopg.conninfo
import pytest

from cmhub.embedded.layout import LONGEST_SOCKET, Layout


def test_home_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("CMHUB_HOME", str(tmp_path))
    assert Layout.from_environment().home == tmp_path


def test_sockets_are_in_the_home(tmp_path):
    assert Layout(Path("/srv/cmhub")).sockets == Path("/srv/cmhub/run")


def test_sockets_of_a_long_path_are_elsewhere_and_short():
    long_home = Path("/srv/" + "a-folder-with-a-very-long-name/" * 5)
    layout = Layout(long_home)
    assert len(os.fsencode(layout.postgres_sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET
    assert not layout.sockets.is_relative_to(long_home)
    assert Layout(long_home).sockets == layout.sockets
    assert Layout(long_home / "other").sockets != layout.sockets


def test_urls_survive_a_folder_with_spaces_and_accents():
    layout = Layout(Path("/srv/été à Douala & co"))
    parameters = psycopg.conninfo.conninfo_to_dict(layout.application_url)
    assert parameters["host"] == str(layout.postgres_sockets)
    assert parameters["user"] == "cmhub_app"


def test_secret_key_is_made_once_and_private(tmp_path):
    layout = Layout(tmp_path / "home")
    key = layout.secret_key()
    assert len(key) >= 50
    assert Layout(tmp_path / "home").secret_key() == key
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_socket_folder_of_somebody_else_is_refused(tmp_path):
    layout = Layout(tmp_path / "home")
    layout.home.mkdir()
    (tmp_path / "elsewhere").mkdir()
    layout.sockets.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="CMHUB_HOME"):
        layout.make_folders()
