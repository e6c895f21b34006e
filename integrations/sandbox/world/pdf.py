"""Write a PDF of one page by hand, of exactly the size that is asked for."""

from collections.abc import Iterator, Sequence

SMALLEST = 2_000
"""Bytes; room for any title."""
PIECE = b"%" + b" " * 62 + b"\n"
"""Comments fill a file up; readers skip them."""
PIECES = PIECE * 1024


def pages(title: str, lines: Sequence[str], *, size: int = SMALLEST) -> Iterator[bytes]:
    """Write the file, a piece at a time."""
    objects = _objects(title, lines)
    head, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(head))
        head += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    yield head
    tail_length = len(_tail(offsets, 10**9))
    left = size - len(head) - tail_length
    place = len(head) + max(left, 0)
    yield from _filling(left)
    yield _tail(offsets, place)


def _filling(length: int) -> Iterator[bytes]:
    while length >= len(PIECES):
        yield PIECES
        length -= len(PIECES)
    if length > 0:
        yield (PIECES[: length - 1] + b"\n")[-length:]


def _objects(title: str, lines: Sequence[str]) -> list[bytes]:
    shown = [b"BT /F1 20 Tf 60 760 Td (%b) Tj ET" % _text(title)]
    shown += [
        b"BT /F1 12 Tf 60 %d Td (%b) Tj ET" % (720 - 20 * n, _text(line)) for n, line in enumerate(lines)
    ]
    stream = b"\n".join(shown)
    return [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]


def _text(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _tail(offsets: Sequence[int], place: int) -> bytes:
    """Write the table of objects; its own place has ten digits, so that its length is known before."""
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(offsets) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, rows)
    return table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%010d\n%%%%EOF\n" % (count, place)
