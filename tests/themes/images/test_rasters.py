"""A picture of pixels is made anew: only its pixels come along (W04, W12)."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.themes.images.hostile import svg
from themes.images import queries, rasters
from themes.images.drawings import Drawing
from themes.images.rasters import Picture, Purpose
from themes.images.refusals import RefusedError

SECRET = b"<script>alert(1)</script>"


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (64, 48),
    mode: str = "RGB",
    colour: str = "#c00",
    **options: object,
) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, colour).save(written, kind, **options)
    return written.getvalue()


def noted() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    return notes


def placed() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6  # lies on its side
    return exif


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


POLYGLOTS = {
    "page behind a PNG": picture() + SECRET,
    "page behind a JPEG": picture("JPEG") + SECRET,
    "script in a comment of a JPEG": picture("JPEG", comment=SECRET),
    "script in the text of a PNG": picture(pnginfo=noted()),
    "script in the data of a camera": picture("JPEG", exif=placed()),
    "script in the profile of a WebP": picture("WEBP", icc_profile=SECRET),
    "script in a chunk of a PNG": picture().replace(b"IDAT", b"IDAT", 1)[:33]
    + chunk(b"prVt", SECRET)
    + picture()[33:],
}


@pytest.mark.attack("W04")
@pytest.mark.parametrize("kind", POLYGLOTS)
@pytest.mark.parametrize("purpose", Purpose)
def test_only_the_pixels_come_along(kind: str, purpose: Purpose) -> None:
    data = POLYGLOTS[kind]

    made = rasters.reencode(data, purpose)

    assert SECRET in data  # the negative control: handed on as it is, it would be there
    assert SECRET not in made.content
    with Image.open(io.BytesIO(made.content)) as opened:
        assert opened.getexif() == {}
        assert not {"exif", "icc_profile", "comment", "Comment"} & set(opened.info)


def test_what_lies_on_its_side_is_set_upright() -> None:
    made = rasters.reencode(picture("JPEG", exif=placed()), Purpose.LOGO)

    assert (made.width, made.height) == (48, 64)


@pytest.mark.attack("W12")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(50_000, 50_000), "too many pixels"),
        (bomb(6_001, 100), "too many pixels"),
        (bomb(4_001, 4_000), "too many pixels"),
        (bomb(2**31 - 1, 2**31 - 1), "too many pixels"),
        (bomb(4_000, 4_000), "not readable"),  # says more than it holds
        (picture(size=(31, 64)), "too few pixels"),
        (picture(size=(32 * 9, 32)), "odd shape"),
        (picture()[:-40], "not readable"),
        (b"\x89PNG\r\n\x1a\n" + SECRET, "not readable"),
        (b"\xff\xd8\xff" + SECRET, "not readable"),
        (picture() + bytes(4_000_000), "too large"),
    ],
)
def test_a_picture_that_cannot_be_read_or_is_too_large_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        queries.read(data, Purpose.PICTURE)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("purpose", "kind", "size"),
    [(Purpose.LOGO, "image/png", (512, 256)), (Purpose.PICTURE, "image/webp", (1600, 800))],
)
def test_a_large_picture_becomes_as_small_as_its_purpose_asks(
    purpose: Purpose, kind: str, size: tuple[int, int]
) -> None:
    made = rasters.reencode(picture(size=(2000, 1000)), purpose)

    assert (made.content_type, (made.width, made.height)) == (kind, size)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_every_way_to_hold_colours_is_read(mode: str) -> None:
    assert (
        rasters.reencode(picture(mode=mode, colour="white" if mode != "LA" else "#fff"), Purpose.LOGO).width
        == 64
    )


def test_what_is_transparent_stays_so() -> None:
    made = rasters.reencode(picture(mode="RGBA", colour="#c0000000"), Purpose.LOGO)

    with Image.open(io.BytesIO(made.content)) as opened:
        assert opened.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.attack("W04")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"GIF89a" + bytes(99), "unknown kind"),
        (b"%PDF-1.7", "unknown kind"),
        (b"alert(1)", "unknown kind"),
        (b"<!doctype html><p>x</p>", "not readable"),
        (b"\x1f\x8b\x08" + bytes(99), "unknown kind"),
        (b"RIFF" + bytes(99), "not readable"),
    ],
)
def test_the_content_tells_what_a_file_is(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        queries.read(data, Purpose.LOGO)

    assert refused.value.reason == reason


def test_a_drawing_and_a_picture_are_each_read_as_what_they_are() -> None:
    assert isinstance(queries.read(b"\xef\xbb\xbf\n" + svg(""), Purpose.LOGO), Drawing)
    assert isinstance(queries.read(picture(), Purpose.LOGO), Picture)


@pytest.mark.attack("W04", "W12")
@settings(max_examples=100, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=12), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_a_damaged_picture_is_refused_or_made_anew(where: int, noise: bytes, kind: str) -> None:
    data = bytearray(picture(kind, (40, 40)))
    data[where : where + len(noise)] = noise

    try:
        made = rasters.reencode(bytes(data), Purpose.LOGO).content
    except RefusedError as refused:
        made = b"" if refused.sentence else bytes(data)

    assert made == b"" or made.startswith(b"\x89PNG")
