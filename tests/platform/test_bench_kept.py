"""What the benchmarks told is kept run by run, and a missed target is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import kept


def figure(name: str, value: float, target: str | None = None, ratio: float | None = None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": "ms", "target": target, "ratio": ratio}


@pytest.mark.parametrize(
    ("target", "value", "ratio", "missed"),
    [
        ("< 50 ms", 50.0, None, True),
        ("< 50 ms", 49.9, None, False),
        ("≤ 12", 12, None, False),
        ("≥ 2,000", 1999, None, True),
        ("≥ 2,000", 2000, None, False),
        ("ratio ≤ 3", 900, 2.9, False),
        ("ratio ≤ 3", 1, 3.1, True),
        ("ratio ≥ 0.4", 1, 0.31, True),
        (None, 10**9, 10**9, False),
    ],
)
def test_what_misses_its_target_is_seen(
    target: str | None, value: float, ratio: float | None, missed: bool
) -> None:
    assert kept.misses(figure("one", value, target, ratio)) == missed


def test_a_run_is_kept_and_told_beside_the_one_before_of_as_many_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(kept, "TABLE", tmp_path / "FIGURES.md")
    kept.keep({"inbox": [figure("list", 61.5, "< 50 ms", 4.1)], "load": [figure("all", 200)]}, 1000)
    for number, file in enumerate(kept.RUNS.iterdir()):
        file.rename(file.with_name(f"2026-01-01-000{number}-1000.json"))
    kept.keep({"inbox": [figure("list", 70.0)]}, 2000)
    kept.keep({"inbox": [figure("list", 48.0, "< 50 ms", 3.2), figure("new", 7)]}, 1000)
    page = kept.TABLE.read_text(encoding="utf-8")
    rows = page.splitlines()
    assert "| list | 48.0 ms | < 50 ms | 3.2 | 61.5 | 4.1 |" in rows
    assert "| new | 7 ms |  |  |  |  |" in rows
    assert "| all | 200 ms |  |  |  |  |" in rows, "a benchmark that was not run again keeps its last run"
    assert page.index("## 2,000 messages") < page.index("## 1,000 messages")
    runs = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(kept.RUNS.iterdir())]
    assert sorted(run["messages"] for run in runs) == [1000, 1000, 2000]
    assert "**61.5 ms**" in "\n".join(kept.rows(runs[0]["told"]["inbox"], {}))
