"""What is vendored is what was taken from npm, with its licence beside it, and no page asks another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cmhub.lib.states import KINDS, NETWORKS, STATES
from scripts import build_icons, verify_vendor

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
ICON = re.compile(r'{% icon "([a-z-]+)"|\bicon="([a-z-]+)"')
FOREIGN = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//""")


def sprite_ids() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))


def test_vendored_files_are_those_on_file() -> None:
    assert verify_vendor.recorded()
    assert verify_vendor.differences() == []


def test_a_changed_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = verify_vendor.SUMS.read_text().replace("vendor/htmx/htmx.min.js", "vendor/htmx/other.js")
    (tmp_path / "SHA256SUMS").write_text(changed)
    monkeypatch.setattr(verify_vendor, "SUMS", tmp_path / "SHA256SUMS")
    assert {"vendor/htmx/htmx.min.js", "vendor/htmx/other.js"} <= set(verify_vendor.differences())


def test_each_vendored_folder_has_its_licence() -> None:
    folders = [path for path in (STATIC / "vendor").iterdir() if path.is_dir()]
    assert {folder.name for folder in folders} == {"htmx", "idiomorph", "plotly", "tabler"}
    for folder in folders:
        assert len((folder / "LICENSE").read_text()) > 300, folder


def test_the_sprite_has_the_icons_of_the_list_and_templates_name_no_other() -> None:
    ids = sprite_ids()
    assert ids == set(build_icons.icon_names()) | {"mark"}
    for template in (ROOT / "templates").rglob("*.html"):
        for names in ICON.findall(template.read_text()):
            assert (names[0] or names[1]) in ids, f"{template}: no icon {names}"


def test_looks_of_states_kinds_and_networks_have_their_icons() -> None:
    ids = sprite_ids()
    for table in (STATES, KINDS, NETWORKS):
        for code, look in table.items():
            assert look.icon in ids, code


def test_nothing_is_asked_from_another_host() -> None:
    own = [*(ROOT / "templates").rglob("*.html"), STATIC / "css" / "app.css", *(STATIC / "js").glob("*.js")]
    for path in own:
        assert not FOREIGN.search(path.read_text()), path


def test_plotly_has_the_sheet_that_its_script_would_inject() -> None:
    script = (STATIC / "vendor" / "plotly" / "plotly-basic.min.js").read_text()
    sheet = (STATIC / "vendor" / "plotly" / "plotly.css").read_text()
    start = script.index('"Y .notifier-close:hover"')
    table = script[script.rindex("={", 0, start) : script.index("};", start)]
    rules = len(re.findall(r"""["A-Z]:['"]""", table))
    assert sheet.count("{") == rules > 60
