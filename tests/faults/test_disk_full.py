"""The disk of the database, and that of the files, are full while people write and a file is taken in: pages
say so, nothing is half written, and once there is room all goes on by itself. In small file systems in
memory, which only root may mount.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from tests.faults.conftest import Tell
from tests.faults.test_matrix import Begun
from tests.faults.test_web_killed import FORMS, Answer, Person, Sent, log_in
from tests.faults.works import INTAKE, OF_BRAND, Work
from tests.fixtures.stack import a_home
from tests.stack import Stack
from tests.waiting import PATIENCE, wait_until

SIZES = {"postgres": "400m", "files": "4m"}
LEFT = 1024 * 1024
"""Bytes that the ballast leaves: a new segment of the write-ahead log does not find its 16 MB."""
A_MINUTE = 65
FORMS_SENT = 40
LONG = 9_000
TAKEN = (302, 303)
SAID = {503: "n’atteint pas ses données", 507: "plus de place"}
CHANNEL = f"SELECT id FROM team_channel WHERE brand_id = {OF_BRAND}"
PEOPLE_WRITE = Work(
    name="people",
    worker="web",
    table="",
    rows="",
    begun="",
    left="SELECT 0",
    whole=f"SELECT count(*), count(DISTINCT author) FROM inbox_message WHERE brand_id = {OF_BRAND}",
    expected=(FORMS_SENT, FORMS_SENT),
)
PASSING_ON = FORMS[-1]
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a file system of its own"),
]


class Disk:
    def __init__(self, folder: Path, size: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.ballast = folder, folder / "ballast"
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("this machine lets nobody mount a file system")

    def fill(self, left: int = 0) -> None:
        room = os.statvfs(self.folder)
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - left))

    def make_room(self) -> None:
        self.ballast.unlink()

    def gone(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=False)


class Cramped:
    """A stack with its database and its files on disks of their own."""

    def __init__(self, home: Path, disks: dict[str, Disk]) -> None:
        self.disks = disks
        self.stack = Stack(home)


@pytest.fixture(scope="module")
def cramped() -> Iterator[Cramped]:
    with ExitStack() as all_ends, a_home() as home:
        disks = {name: Disk(home / name, size) for name, size in SIZES.items()}
        for disk in disks.values():
            all_ends.callback(disk.gone)
        one = Cramped(home, disks)
        one.stack.wait_until_ready()
        yield one
        one.stack.process.terminate()
        one.stack.process.wait(PATIENCE)


def says_why(answer: Answer) -> bool:
    return answer.status in SAID and SAID[answer.status] in answer.text


def test_no_room_for_files(cramped: Cramped, recovered: Tell) -> None:
    disk, form = cramped.disks["files"], FORMS[0]
    begun = Begun(cramped.stack, form.work)
    person = Person(begun, form)
    disk.fill()
    answer = person.answer()
    assert (answer.status, says_why(answer)) == (507, True)
    assert [path for path in disk.folder.rglob("*") if path.is_file()] == [disk.ballast]
    disk.make_room()
    at = time.monotonic()
    wait_until(lambda: person.send() in TAKEN, what="the same file, taken")
    recovered("disk of files full", time.monotonic() - at)
    begun.is_whole()


def test_no_room_for_the_database(cramped: Cramped, recovered: Tell) -> None:
    """Of forty long texts some find no room: those who sent them are told, and send them again. A file that
    was given waits. Mails are recorded with what they tell of, or not at all.
    """
    stack, disk = cramped.stack, cramped.disks["postgres"]
    begun, asking, session = Begun(stack, PEOPLE_WRITE), Begun(stack, PASSING_ON.work), log_in(stack)
    (channel,) = begun.asked(CHANNEL)
    people = [writes(begun, channel, number, session) for number in range(FORMS_SENT)]
    asks, file = Person(asking, PASSING_ON, session), Begun(stack, INTAKE)
    disk.fill(LEFT)
    fill_to_the_end(begun)
    time.sleep(A_MINUTE)  # the schedule tries meanwhile
    told = [(person, person.answer()) for person in (*people, asks)]
    refused = [person for person, answer in told if answer.status not in TAKEN]
    assert all(says_why(answer) for _person, answer in told if answer.status not in TAKEN)
    assert refused, "the disk was not full"
    disk.make_room()
    at = time.monotonic()
    for person in refused:
        wait_until(lambda one=person: one.send() in TAKEN, what="the same form, taken")
    recovered(f"disk of the database full ({len(refused)} of {len(told)} refused)", time.monotonic() - at)
    for work in (begun, asking, file):
        work.wait_until_over()
        work.is_whole()
    recovered("disk of the database full: file taken in, mails sent", time.monotonic() - at)
    wait_until(lambda: stack.ready, what="readiness")


def writes(begun: Begun, channel: int, number: int, session: str) -> Person:
    said = {"author": f"P{number}", "channel": str(channel), "text": secrets.token_hex(LONG // 2)}
    return Person(begun, Sent("/b/BRAND/inbox/log/", said, PEOPLE_WRITE), session)


def fill_to_the_end(begun: Begun) -> None:
    """Rows until there is no room for one more; where the write-ahead log finds none, the server is gone."""
    url = begun.layout.owner_url
    with suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CREATE TABLE filler (x text)")
        while True:
            owner.execute("INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 100)")
