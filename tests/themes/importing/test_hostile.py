"""Uploads that mean harm (W06): a report comes back, and nothing else happens."""

import random
import re
import struct
import tarfile
import zipfile
import zlib

import pytest

from tests.themes.importing import uploads
from themes import intake
from themes.importing import limits
from themes.types import Finding, Reason, Severity

pytestmark = pytest.mark.attack("W06")
SAFE = re.compile(r':root\{(--p-[a-z0-9-]+:[#a-z0-9., "A-Z-]+;?)+\}')
GOOD = {"package/theme.css": uploads.css(utrecht_link_color="#114488")}


def refused(content: bytes) -> Finding:
    """Check that nothing of an upload is used, and give the reason."""
    taken = intake.from_file(content, "upload")
    assert taken.theme is None
    return taken.refusals[0]


def test_an_upload_that_is_in_order_is_used() -> None:
    """The control: what follows is not refused for being an archive."""
    assert intake.from_file(uploads.zipped(GOOD)).theme
    assert intake.from_file(uploads.tarball(GOOD)).theme


@pytest.mark.parametrize("name", ["gifbeek.css", "hamsterdam.json"])
def test_of_hostile_values_nothing_comes_through(name: str) -> None:
    taken = intake.from_file(uploads.house(name), name)

    assert taken.theme is not None
    assert SAFE.fullmatch(taken.theme.stylesheet.content.decode())
    forbidden = [each for each in taken.findings if each.reason in {Reason.FORBIDDEN, Reason.UNSUPPORTED}]
    assert len(forbidden) >= 6
    assert all(each.token and each.severity is Severity.SKIPPED for each in forbidden)


@pytest.mark.parametrize(
    "value",
    [
        "red}</style><script>alert(1)</script>",
        "url(https://evil.example/?x)",
        "\\75rl(https://evil.example/?x)",
        "u\\72l(x)",
        "expression(alert(1))",
        "@import 'x'",
        "image-set('x' 1x)",
        "-->",
        "<!--",
        "attr(value)",
        "red;background:blue",
        "#fff /* */",
        "var(--a",
        "a" * 2_000,
        "{".join("x" * 40),
        "\N{RIGHT-TO-LEFT OVERRIDE}der",
        "color(srgb 1e308 1e308 1e308)",
    ],
)
def test_a_value_that_is_no_colour_colours_nothing(value: str) -> None:
    tree = {"utrecht": {"link": {"color": {"value": value}}, "button": {"color": {"value": "#135"}}}}

    theme = intake.from_file(uploads.tokens(tree)).theme

    assert theme is not None
    assert SAFE.fullmatch(theme.stylesheet.content.decode())
    (link,) = (each for each in theme.provenance if each.slot == "link")
    assert link.source != "utrecht.link.color"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"   \n", Reason.EMPTY),
        (b"hello", Reason.NO_TOKENS),
        (b"{}", Reason.NO_TOKENS),
        (b"[1, 2]", Reason.NO_TOKENS),
        (b"\xff\xfe{\x00}\x00", Reason.ENCODING),
        (b"\x89PNG\r\n\x1a\n\x00", Reason.ENCODING),
        (b'{"a": \x00}', Reason.ENCODING),
        (b'{"a": "caf\xe9"}', Reason.ENCODING),
        (b'{"a": {"value": "#fff"}', Reason.BROKEN_JSON),
        (b"[" * 200_000, Reason.TOO_DEEP),
        (b'{"a":' * 50 + b'{"value":"#fff"}' + b"}" * 50, Reason.TOO_DEEP),
        (b":root{--a:" + b"(" * 100_000, Reason.TOO_DEEP),
        (b'{"a": {"value": "#fff"}}', Reason.NO_SLOTS),
        (b"x" * (limits.UPLOAD_BYTES + 1), Reason.FILE_TOO_LARGE),
        (b"PK\x03\x04broken", Reason.BROKEN_ARCHIVE),
        (b"PK\x05\x06" + b"\0" * 18, Reason.NO_TOKENS),
        (b"\x1f\x8bbroken", Reason.BROKEN_ARCHIVE),
    ],
)
def test_an_upload_that_is_nothing_good_is_refused_with_the_reason(content: bytes, reason: Reason) -> None:
    assert refused(content).reason is reason


@pytest.mark.parametrize(
    "name", ["../x.css", "/etc/x.css", "a/../../x.css", "C:\\x.css", "a\\..\\x.css", "a\nb.css"]
)
def test_a_name_that_leaves_the_archive_refuses_all_of_it(name: str) -> None:
    assert refused(uploads.tarball({**GOOD, name: b""})).reason is Reason.UNSAFE_NAME
    assert refused(uploads.zipped({**GOOD, name: b""})).reason is Reason.UNSAFE_NAME


def test_a_link_in_a_tarball_refuses_all_of_it() -> None:
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
        link = tarfile.TarInfo("package/passwords.json")
        link.type, link.linkname = kind, "/etc/passwd"

        assert refused(uploads.tarball(GOOD, link)).reason is Reason.LINK


def test_a_link_in_a_zip_refuses_all_of_it() -> None:
    link = zipfile.ZipInfo("passwords.json")
    link.external_attr = 0o120777 << 16

    assert refused(uploads.zipped({**GOOD, link: b"/etc/passwd"})).reason is Reason.LINK  # type: ignore[dict-item]


def test_a_device_or_a_pipe_is_passed_over() -> None:
    pipe = tarfile.TarInfo("package/pipe.json")
    pipe.type = tarfile.FIFOTYPE

    assert intake.from_file(uploads.tarball(GOOD, pipe)).theme


def test_a_bomb_is_not_unpacked() -> None:
    zeros = b"\0" * (limits.TOKEN_FILE_BYTES + 1)

    assert refused(uploads.zipped({"x.css": zeros})).reason is Reason.UNPACKED_TOO_LARGE
    assert refused(uploads.tarball({"x.css": zeros})).reason is Reason.UNPACKED_TOO_LARGE


def test_a_file_that_is_too_large_is_refused_however_well_it_is_packed() -> None:
    noise = random.Random(1).randbytes(limits.TOKEN_FILE_BYTES // 40) * 41  # noqa: S311 - noise, no secret

    assert refused(uploads.zipped({"x.css": noise})).reason is Reason.FILE_TOO_LARGE
    assert refused(uploads.tarball({"x.css": noise})).reason is Reason.FILE_TOO_LARGE


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    packed = bytearray(uploads.zipped({"x.css": b"\0" * 3_000_000}))
    directory = packed.rfind(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = struct.pack("<L", 10)

    assert refused(bytes(packed)).reason in {Reason.BROKEN_ARCHIVE, Reason.UNPACKED_TOO_LARGE}


def test_an_archive_of_too_many_files_is_refused() -> None:
    assert refused(uploads.tarball(dict.fromkeys(map(str, range(limits.ENTRIES + 1)), b""))).reason is (
        Reason.TOO_MANY_FILES
    )
    packed = bytearray(uploads.zipped(GOOD))
    struct.pack_into("<L", packed, packed.rfind(b"PK\x05\x06") + 12, 0xFFFFFFFF)
    assert refused(bytes(packed)).reason is Reason.TOO_MANY_FILES


def test_an_archive_with_a_password_or_a_file_twice_is_refused() -> None:
    packed = bytearray(uploads.zipped(GOOD))
    packed[packed.rfind(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(packed)).reason is Reason.ENCRYPTED_ARCHIVE

    with pytest.warns(UserWarning, match="Duplicate"):
        packed = bytearray(uploads.zipped({"x.css": b"", zipfile.ZipInfo("x.css"): b""}))  # type: ignore[dict-item]
    assert refused(bytes(packed)).reason is Reason.TWICE_IN_ARCHIVE


def test_a_tarball_that_is_cut_off_is_refused() -> None:
    whole = uploads.tarball(uploads.folder("grensdal"))

    assert refused(whole[: len(whole) // 2]).reason is Reason.BROKEN_ARCHIVE
    assert refused(whole[:-8] + zlib.crc32(b"other").to_bytes(4, "little") + whole[-4:]).reason is (
        Reason.BROKEN_ARCHIVE
    )


def test_too_many_tokens_are_refused() -> None:
    tree = {f"t{number}": {"value": "1px"} for number in range(limits.TOKENS + 1)}

    assert refused(uploads.tokens(tree)).reason is Reason.TOO_MANY_TOKENS


def test_a_kilobyte_does_not_become_a_gigabyte() -> None:
    tree = {f"t{n}": {"value": f"{{t{n + 1}}} {{t{n + 1}}} {{t{n + 1}}}"} for n in range(30)}
    tree |= {"t30": {"value": "lol"}, "utrecht": {"link": {"color": {"value": "#114488"}}}}

    taken = intake.from_file(uploads.tokens(tree))

    assert taken.theme is not None
    assert Reason.TOO_LONG in {each.reason for each in taken.findings}


def test_a_chain_of_references_that_is_too_long_is_not_followed() -> None:
    tree = {f"t{n}": {"value": f"{{t{n + 1}}}"} for n in range(1_000)}
    tree |= {"t1000": {"value": "#fff"}, "utrecht": {"link": {"color": {"value": "#114488"}}}}

    reasons = {each.reason for each in intake.from_file(uploads.tokens(tree)).findings}

    assert Reason.CHAIN in reasons


def test_groups_that_take_each_other_over_come_to_an_end() -> None:
    tree = {
        f"g{n}": {"a": {"$extends": f"{{g{n + 1}}}"}, "b": {"$extends": f"{{g{n + 1}}}"}} for n in range(40)
    }

    assert refused(uploads.tokens({**tree, "g40": {"c": {"$value": "#fff"}}})).reason in {
        Reason.TOO_MANY_TOKENS,
        Reason.TOO_DEEP,
    }
    assert Reason.CYCLE in {
        each.reason for each in intake.from_file(uploads.tokens({"a": {"$extends": "{a}"}})).findings
    }


def test_a_flood_of_findings_is_cut_off_and_counted() -> None:
    tree = {f"t{n}": {"value": "{nowhere}"} for n in range(limits.FINDINGS + 50)}

    taken = intake.from_file(uploads.tokens(tree))

    assert taken.findings[-1] == Finding(Severity.NOTE, Reason.MORE, detail="51")


def test_what_a_report_repeats_is_short_and_printable() -> None:
    tree = {"x\n\x1b[31m" * 50: {"value": "{nowhere\n}"}}

    (finding, *_) = intake.from_file(uploads.tokens(tree), "f" * 500).findings

    assert all(
        text.isprintable() and len(text) <= 120 for text in (finding.file, finding.token, finding.detail)
    )
