"""``python -m scripts.pictures [NAME…]``: takes all pictures of the documents, or those named."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.pictures.album import ALBUM, LANGUAGES, Picture, files
from scripts.pictures.camera import camera
from scripts.pictures.demonstration import demonstration

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def chosen(names: list[str]) -> list[Picture]:
    unknown = set(names) - {one.name for one in ALBUM}
    if unknown:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}.")
    return [one for one in ALBUM if not names or one.name in names]


def main(names: list[str]) -> None:
    pictures = chosen(names)
    FOLDER.mkdir(exist_ok=True)
    with demonstration() as (address, password), camera(address, password) as taker:
        for one in pictures:
            for language in LANGUAGES:
                file = taker.take(one, language, FOLDER)
                sys.stdout.write(f"{file.name}  {file.stat().st_size:,} bytes\n")
    for left in FOLDER.glob("*.png"):
        if left.name not in files():
            left.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
