"""Direct lines as links that a telephone opens with one tap."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from accounts.choices import DirectLine
from cmhub.lib.text import excerpt

CALLING_CODES = {
    "CM": "237", "SN": "221", "CI": "225", "DZ": "213", "GA": "241", "CG": "242", "CD": "243", "TD": "235",
    "BJ": "229", "TG": "228", "BF": "226", "ML": "223", "MA": "212", "TN": "216", "FR": "33",
}  # fmt: skip
WITHOUT_ZERO_FROM_ABROAD = {"DZ", "GA", "CD", "MA", "FR"}
"""Where a number begins with a zero at home that is not dialled from abroad."""


@dataclass(frozen=True)
class Line:
    kind: str
    address: str
    href: str

    @property
    def label(self) -> str:
        return str(DirectLine(self.kind).label)

    @property
    def icon(self) -> str:
        return {"email": "mail", "phone": "phone", "whatsapp": "brand-whatsapp"}[self.kind]


def international(number: str, country: str) -> str:
    """“+237600001234” from “6 00 00 12 34” in Cameroon; what is international already stays."""
    digits = re.sub(r"\D", "", number)
    if number.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    code = CALLING_CODES.get(country.upper())
    if code is None:
        return digits
    return f"+{code}{digits.removeprefix('0') if country.upper() in WITHOUT_ZERO_FROM_ABROAD else digits}"


def lines_of(who: Any, country: str) -> list[Line]:
    """The direct lines of a contact or an expert, in the order e-mail, telephone, WhatsApp."""
    return [line_of(kind, getattr(who, kind), country) for kind in DirectLine.values if getattr(who, kind)]


def line_of(kind: str, address: str, country: str) -> Line:
    if kind == DirectLine.EMAIL:
        return Line(kind, address, f"mailto:{address}")
    number = international(address, country)
    if kind == DirectLine.PHONE:
        return Line(kind, address, f"tel:{number}")
    return Line(kind, address, f"https://wa.me/{number.removeprefix('+')}")


SUBJECT = 120
"""Characters of the subject that a prepared mail is given."""


def prepared(line: Line, text: str, subject: str = "") -> str:
    """The link that opens a message to this line with the text in it, to be sent by one more tap: a mail, an
    SMS for a telephone, a conversation on WhatsApp. A mail without a `subject` has the first words as one.
    """
    words = quote(text, safe="")
    if line.kind == DirectLine.EMAIL:
        first = next((one for one in text.splitlines() if one.strip()), "")
        return f"{line.href}?subject={quote(subject or excerpt(first, SUBJECT), safe='')}&body={words}"
    if line.kind == DirectLine.PHONE:
        return f"sms:{line.href.removeprefix('tel:')}?body={words}"
    return f"{line.href}?text={words}"
