"""A button that copies needs the script that copies, on whatever page it stands."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR, "templates")
INCLUDED = re.compile(r'{%\s*include\s+"([^"]+)"')
COPIED, SCRIPT = "components/copied.html", "js/desk.js"


def parts(name: str) -> set[str]:
    """The template and all that it includes by name."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += INCLUDED.findall((TEMPLATES / one).read_text())
    return found


def test_every_page_with_words_to_copy_loads_the_script() -> None:
    texts = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    pages = [name for name, text in texts.items() if "{% extends" in text and COPIED in parts(name)]
    assert len(pages) > 3
    assert [name for name in pages if SCRIPT not in texts[name]] == []
