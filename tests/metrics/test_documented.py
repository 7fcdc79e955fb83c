"""docs/exports.md lists the formats as they are declared."""

from cmhub.embedded.layout import CHECKOUT
from reporting.metrics.readers.listing import table


def test_the_table_of_formats() -> None:
    text = (CHECKOUT / "docs" / "exports.md").read_text(encoding="utf-8")
    listed = text.partition("<!-- formats -->\n")[2].partition("<!-- /formats -->")[0]
    assert listed == f"{table()}\n"
