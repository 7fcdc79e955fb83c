"""Build static/icons.svg: the sprite of our mark and of the icons named in scripts/icons.txt.

Usage: npm pack @tabler/icons@3.51.0, unpack it, then
    python scripts/build_icons.py UNPACKED/package/icons/outline
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
EMPTY_PATH = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def icon_names() -> dict[str, str]:
    """Our name of each icon, and the library's."""
    names: dict[str, str] = {}
    for line in (ROOT / "scripts" / "icons.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            ours, _, theirs = line.partition(" ")
            names[ours] = theirs or ours
    return names


def symbol(name: str, svg: str) -> str:
    """The drawing of one icon file as a symbol of the sprite."""
    found = BODY.search(svg)
    if found is None:
        raise ValueError(f"no drawing in the icon {name}")
    drawing = (
        re.sub(r"\s+", " ", EMPTY_PATH.sub("", found.group(1))).replace("> <", "><").replace(" />", "/>")
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing.strip()}</symbol>'


def main(folder: Path) -> None:
    mark = symbol("mark", (ROOT / "static" / "favicon.svg").read_text()).replace("0 0 24 24", "0 0 32 32")
    symbols = [mark] + [
        symbol(ours, (folder / f"{theirs}.svg").read_text()) for ours, theirs in icon_names().items()
    ]
    sprite = (
        "<!-- Tabler Icons 3.51.0, MIT licence: vendor/tabler/LICENSE; the mark is our own. -->\n"
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    )
    (ROOT / "static" / "icons.svg").write_text(sprite)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
