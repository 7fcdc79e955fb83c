"""Photos and screenshots that a brand's people put to what they logged in its last days.

Drawn by the same numbers each time. Safe to run again: what is there is left.
"""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from PIL import Image, ImageDraw

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Attachment, Message
from channels_mgmt.inbox.services.attachments import attach
from cmhub.lib.pictures import Picture, read_picture

CM = "cm@demo.example"
PICTURES = 3
LATELY = timedelta(days=5)
WIDTH, HEIGHT = 360, 640
PAPER, INK, FAINT = "#faf8f5", "#1d2129", "#d9d4cb"
ACCENTS = ("#0b6e4f", "#b5651d", "#34507f")


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """Pictures with the latest complaints of the public."""
    if Attachment.objects.filter(brand=brand).exists():
        return
    received = Message.objects.filter(brand=brand, direction=Direction.IN, interaction__kind="complaint")
    latest = received.filter(sent_at__gt=at - LATELY, sent_at__lte=at).order_by("-sent_at", "-pk")
    for number, message in enumerate(latest[:PICTURES]):
        attach(
            message=message,
            picture=screenshot(f"{brand.slug} {number}"),
            by=people[CM],
            key=uuid5(NAMESPACE_URL, f"demo/{brand.slug}/pictures/{number}"),
            at=at,
        )


def screenshot(seed: str) -> Picture:
    """What a telephone shows of an exchange: a bar at the top, and bubbles with lines in them."""
    chance = random.Random(seed)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    accent = chance.choice(ACCENTS)
    draw.rectangle((0, 0, WIDTH, 64), fill=accent)
    draw.ellipse((16, 14, 52, 50), fill=PAPER)
    draw.rounded_rectangle((66, 24, 66 + chance.randint(80, 180), 40), 8, fill=PAPER)
    top = 88
    while top < HEIGHT - 120:
        lines, own = chance.randint(1, 4), chance.random() < 0.4
        left, right = (110, WIDTH - 16) if own else (16, WIDTH - 90)
        bottom = top + 24 + 22 * lines
        draw.rounded_rectangle((left, top, right, bottom), 14, fill=accent if own else FAINT)
        for line in range(lines):
            end = right - 16 - chance.randint(0, 90)
            draw.rounded_rectangle(
                (left + 16, top + 14 + 22 * line, end, top + 24 + 22 * line), 5, fill=PAPER if own else INK
            )
        top = bottom + 18
    out = BytesIO()
    image.save(out, "PNG")
    return read_picture(out)
