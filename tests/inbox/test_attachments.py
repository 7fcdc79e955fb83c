"""Pictures that are put to messages: checked, made small, rid of metadata, shown to who may read, erased."""

import os
import struct
import zlib
from base64 import b64decode
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from channels_mgmt.desk import personal_data
from channels_mgmt.inbox.models import Attachment, Interaction
from channels_mgmt.inbox.services.attachments import FOLDER, attach, forget_unknown_pictures, path_of
from channels_mgmt.inbox.services.erasure import copy_of, erase_interactions
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.services.merging import merge
from channels_mgmt.inbox.services.splitting import split
from cmhub.lib.kept_files import folder_of
from cmhub.lib.pictures import LONG_SIDE, MOST_BYTES, PictureError, read_picture
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes

PAGE = "/b/wouri/inbox/log/"
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
SECRET = b"Douala-Akwa-4.05N"


def drawn(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **more)
    return out.getvalue()


def with_metadata() -> bytes:
    """A photo lying on its side, that says where it was taken, with what, and by whom."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    return drawn("JPEG", (300, 200), exif=exif, comment=SECRET, icc_profile=b"\0" * 128 + SECRET)


def claiming(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and brings almost nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * min(width * height, 10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def code_of(data: bytes) -> str:
    with pytest.raises(PictureError) as refused:
        read_picture(BytesIO(data))
    assert str(refused.value)
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_what_phones_give_is_taken(kind: str, mode: str) -> None:
    picture = read_picture(BytesIO(drawn(kind, (4000, 1000), mode)))
    assert (picture.width, picture.height) == (LONG_SIDE, 400)
    for data, long_side in ((picture.data, LONG_SIDE), (picture.small, 320)):
        image = Image.open(BytesIO(data))
        assert (image.format, max(image.size)) == ("JPEG", long_side)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16"])
def test_what_is_transparent_stands_on_white(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (4, 4), 0).save(out, "PNG")
    read_picture(BytesIO(out.getvalue()))
    clear = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(clear, "PNG")
    shown = Image.open(BytesIO(read_picture(clear).data))
    assert shown.getpixel((20, 20)) == (255, 255, 255)


def test_nothing_but_the_picture_is_kept_and_it_stands_upright() -> None:
    given_one = with_metadata()
    assert SECRET in given_one
    picture = read_picture(BytesIO(given_one))
    assert (picture.width, picture.height) == (200, 300)
    for data in (picture.data, picture.small):
        assert SECRET not in data
        image = Image.open(BytesIO(data))
        assert not image.getexif()
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_small_ones_are_not_blown_up() -> None:
    assert read_picture(BytesIO(drawn(size=(30, 20)))).width == 30


LIES = {
    "nothing": (b"", "empty"),
    "text": (b"Bonjour", "not_a_picture"),
    "a page": (b"<html><script>alert(1)</script>", "not_a_picture"),
    "a drawing with script": (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "not_a_picture",
    ),
    "a GIF": (b"GIF89a" + b"\0" * 40, "not_a_picture"),
    "a beginning": (b"\x89PNG\r\n\x1a\n", "not_a_picture"),
    "cut off": (drawn("JPEG", (800, 600))[:900], "broken"),
    "a cut off screenshot": (drawn("PNG", (800, 600))[:-300], "broken"),
    "a bomb": (claiming(60_000, 60_000), "too_many_pixels"),
    "a smaller bomb": (claiming(6_000, 5_000), "too_many_pixels"),
    "a bomb that is none": (claiming(4_000, 4_000), "broken"),
    "weight": (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "too_heavy"),
}


@pytest.mark.parametrize(("data", "code"), LIES.values(), ids=LIES)
def test_what_is_no_picture_is_refused(data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where another library has made Pillow take what is cut off."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert code_of(data) == code


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_taken_or_refused(noise: bytes, at: int) -> None:
    whole = SMALL_PNG if at % 2 else SMALL_JPEG
    for data in (noise, whole[:at] + noise + whole[at:], whole[:at] + noise):
        with suppress(PictureError):
            assert read_picture(BytesIO(data)).data


SMALL_PNG, SMALL_JPEG = drawn("PNG"), drawn("JPEG")


@pytest.fixture
def cm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cm)
    return client


def entry(cast: Cast, data: bytes, name: str = "photo.jpg", **changes: object) -> dict[str, Any]:
    said = {"text": "Voir la photo", "author": "Awa", "channel": cast.official.pk}
    return {"key": str(uuid4()), "picture": SimpleUploadedFile(name, data)} | said | changes


def with_picture(cast: Cast, **values: Any) -> Attachment:
    picture = read_picture(BytesIO(drawn()))
    return Attachment.objects.get(message__interaction=logged(cast, picture=picture, key=uuid4(), **values))


def files() -> set[Path]:
    return {path for path in folder_of(FOLDER).glob("*/*") if path.is_file()}


def test_a_photo_comes_with_the_entry_and_shows_in_the_thread(cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, entry(cast, with_metadata(), "../../IMG.png"))
    attachment = Attachment.objects.get()
    assert (attachment.brand, attachment.by, attachment.width) == (cast.brand, cast.cm, 200)
    page = cm.get(answer["Location"]).content.decode()
    assert f'href="/attachments/{attachment.pk}/"' in page
    whole, small = (cm.get(f"/attachments/{attachment.pk}/{part}") for part in ("", "small/"))
    assert whole.getvalue() == path_of(attachment.stored_as).read_bytes()
    assert len(small.getvalue()) < len(with_metadata())
    for one in (whole, small):
        assert (one["Content-Type"], one["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert one["Content-Disposition"].startswith("inline")
        assert one["Cross-Origin-Resource-Policy"] == "same-origin"
        assert one["Cache-Control"] == "private, no-cache"
    again = cm.get(f"/attachments/{attachment.pk}/", headers={"If-None-Match": whole["ETag"]})
    assert again.status_code == 304


def test_sent_twice_it_is_one(cast: Cast, cm: Client) -> None:
    key = str(uuid4())
    for _time in range(2):
        assert cm.post(PAGE, entry(cast, drawn(), key=key)).status_code == 303
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("lie", ["text", "cut off", "a bomb", "nothing", "weight"])
def test_of_a_lie_the_rest_of_the_form_is_kept(lie: str, cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, entry(cast, LIES[lie][0]))
    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()["picture"][0].code == LIES[lie][1]
    assert "Voir la photo" in answer.content.decode()
    assert not Interaction.objects.exists()
    assert not Attachment.objects.exists()


def test_who_may_not_read_the_interaction_does_not_see_it(cast: Cast, client: Client) -> None:
    pk = with_picture(cast).pk
    for name, status in {"cm": 200, "rival": 404, "other_cm": 404}.items():
        client.force_login(getattr(cast, name))
        for part in ("", "small/"):
            assert client.get(f"/attachments/{pk}/{part}").status_code == status
    client.logout()
    assert client.get(f"/attachments/{pk}/").status_code == 302


def test_it_goes_with_its_message_where_interactions_are_made_one_or_two(cast: Cast) -> None:
    kept, gone = logged(cast), with_picture(cast, at=NOON + minutes(1))
    merge(into=kept, others=[gone.message.interaction], by=cast.cm)
    assert Attachment.objects.get(message__interaction=kept) == gone
    further = log_message(
        interaction=kept, direction="in", text="Et encore", by=cast.cm, sent_at=NOON + minutes(2)
    )
    fresh = split(interaction=kept, messages=[gone.message], by=cast.cm)
    assert Attachment.objects.get(message__interaction=fresh) == gone
    assert further.interaction_id == kept.pk


@pytest.mark.django_db(transaction=True)
def test_it_is_in_the_copy_and_goes_with_the_person(cast: Cast) -> None:
    attachment, other = with_picture(cast), with_picture(cast, author="Boris")
    data = path_of(attachment.stored_as).read_bytes()
    (held,) = copy_of([attachment.message.interaction], "Awa Fotso")
    (picture,) = held["messages"][0]["pictures"]
    assert b64decode(picture["base64"]) == data
    before = files()
    personal_data.erase(brand=cast.brand, handle="Awa Fotso", by=cast.manager)
    assert list(Attachment.objects.all()) == [other]
    own = {path_of(attachment.stored_as), path_of(attachment.stored_as, small=True)}
    assert before - files() == own
    erase_interactions([other.message.interaction_id])
    assert not Attachment.objects.exists()
    assert not path_of(other.stored_as).exists()


def test_files_that_nothing_knows_are_deleted_after_a_day(cast: Cast) -> None:
    known = with_picture(cast)
    stray, young, begun = (
        folder_of(FOLDER) / "ab" / name for name in (f"{uuid4()}.jpg", f"{uuid4()}-small.jpg", "x.part")
    )
    stray.parent.mkdir(parents=True, exist_ok=True)
    for path in (stray, young, begun):
        path.write_bytes(b"x")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (stray, begun, path_of(known.stored_as)):
        os.utime(path, (old, old))
    assert forget_unknown_pictures() >= 2
    assert [path.exists() for path in (stray, begun, young, path_of(known.stored_as))] == [
        False,
        False,
        True,
        True,
    ]


def test_a_key_of_another_brand_attaches_nothing(cast: Cast) -> None:
    first = with_picture(cast)
    brand = cast.other_brand
    other = logged(cast, brand=brand, channel=brand.channels.first()).messages.get()
    with pytest.raises(ValidationError):
        attach(message=other, picture=read_picture(BytesIO(drawn())), by=cast.cm, key=first.key)
    assert Attachment.objects.count() == 1
