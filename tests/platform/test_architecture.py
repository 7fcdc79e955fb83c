"""The drawing of docs/architecture.md says what compose, the queues and the import contracts say."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise, product
from typing import Any

import yaml

from cmhub.embedded.layout import CHECKOUT
from cmhub.queues import QUEUES

TEXT = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
DRAWING = "".join(re.findall(r"```mermaid\n(.+?)```", TEXT, re.DOTALL))
COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8"))
CONTRACTS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
NODE = re.compile(r'([\w-]+)[\[(]+"')
LABELLED = re.compile(r"([\w-]+) -- (\w+) --> ([\w-]+)")
ONCE_AT_A_START = {"migrate"}
OF_THE_HOST = {"files"}
"""A volume, and no service."""


def arrows() -> set[tuple[str, str]]:
    """From what to what an arrow without words goes, over chains and with what is named in between."""
    found: set[tuple[str, str]] = set()
    for line in DRAWING.splitlines():
        if " --> " in line and " -- " not in line:
            ends = [re.split(r"[\[(]", end.strip())[0] for end in line.split("-->")]
            found.update(pairwise(ends))
    return found


def part(name: str) -> str:
    """What stands inside a subgraph, up to its end."""
    inside = DRAWING.split(f"subgraph {name} ")[1]
    return inside.split("\n        end" if name != "processes" else "\n    end")[0]


def contract(name: str) -> dict[str, Any]:
    return next(one for one in CONTRACTS if one["name"].startswith(name))


def drawn_from(layers: list[str]) -> set[tuple[str, str]]:
    """An arrow from each room to each of the next line."""
    rows = [re.split(r" [|:] ", line) for line in layers]
    return {arrow for upper, lower in pairwise(rows) for arrow in product(upper, lower)}


def test_processes_are_those_of_compose() -> None:
    drawn = set(NODE.findall(part("processes")))
    assert drawn - OF_THE_HOST == set(COMPOSE["services"]) - ONCE_AT_A_START


def test_each_queue_has_the_worker_that_serves_it() -> None:
    drawn = LABELLED.findall(DRAWING)
    assert {queue for _source, queue, _worker in drawn} == set(QUEUES)
    for source, queue, worker in drawn:
        command = COMPOSE["services"][worker]["command"]
        assert (source, command[command.index("--queues") + 1]) == ("valkey", queue)


def test_who_has_a_way_out_is_drawn_with_it() -> None:
    services = COMPOSE["services"].items()
    ways_out = {name for name, one in services if "outside" in one.get("networks", [])}
    assert {source for source, target in arrows() if target == "services"} == ways_out


def test_the_rooms_are_those_of_the_contract() -> None:
    chain = next(line for line in DRAWING.splitlines() if line.strip().startswith("assembly -->"))
    drawn = [room.strip() for room in chain.split("-->")]
    names = {"assembly": "cmhub.urls", "backup": "cmhub.backup", "lib": "cmhub.lib"}
    layers = [line.split(" : ")[0] for line in contract("Rooms")["layers"]]
    assert [names.get(room, room) for room in drawn] == layers


def test_concepts_of_channels_mgmt_are_drawn_as_they_may_import() -> None:
    inside = set(NODE.findall(part("channels_mgmt")))
    drawn = {arrow for arrow in arrows() if set(arrow) <= inside}
    assert drawn == drawn_from(contract("Concepts of channels_mgmt")["layers"])
    assert inside == {apps.parent.name for apps in (CHECKOUT / "channels_mgmt").glob("*/apps.py")}


def test_concepts_of_reporting_are_drawn_as_they_may_import() -> None:
    chain = next(line for line in part("reporting").splitlines() if "-->" in line)
    layers = contract("Concepts of reporting")["layers"]
    drawn = [re.split(r"\[", room.strip())[0] for room in chain.split("-->")]
    assert drawn == [room for line in layers for room in line.split(" : ")]


def test_every_process_and_room_is_told_of() -> None:
    table = TEXT.split("## Processes")[1].split("## Rooms")[0]
    told = set(re.findall(r"^\| ([\w-]+) \|", table, re.MULTILINE)) - {"process"}
    assert told == set(COMPOSE["services"]) - ONCE_AT_A_START
