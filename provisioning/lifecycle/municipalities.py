"""The municipalities of the Netherlands: a list with a date, replaceable without a release.

`settings.MUNICIPALITIES_FILE` names another file of the same form; a file of the same name that ends in
`.json` beside it may say of which day its borders are, and where it comes from.
"""

import csv
import datetime
import functools
import json
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .types import ListFacts, Municipality

SHIPPED = Path(__file__).parent / "data" / "municipalities.csv"


def municipalities() -> tuple[Municipality, ...]:
    """List all municipalities, in the order of their codes.

    :raises ImproperlyConfigured: when the file that takes the list's place cannot be read.
    """
    return tuple(_by_code().values())


def by_code(code: str) -> Municipality | None:
    """Find the municipality with this CBS code."""
    return _by_code().get(code)


def facts() -> ListFacts:
    """Tell of which day the list's borders are, and where it comes from."""
    beside = _file().with_suffix(".json")
    known = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    day = known.get("borders_on")
    return ListFacts(datetime.date.fromisoformat(day) if day else None, known.get("source", ""))


def _file() -> Path:
    return Path(settings.MUNICIPALITIES_FILE) if settings.MUNICIPALITIES_FILE else SHIPPED


def _by_code() -> dict[str, Municipality]:
    path = _file()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise ImproperlyConfigured(f"{path} (MUNICIPALITIES_FILE): {error.strerror}.") from None
    return _read(path, changed)


@functools.lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> dict[str, Municipality]:
    """Read the file once for each time that it was changed."""
    found: dict[str, Municipality] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        for row in reader:
            try:
                one = _municipality(row)
            except (KeyError, TypeError, ValueError) as error:
                raise ImproperlyConfigured(f"{path}, line {reader.line_num}: {error!r}.") from None
            if one.cbs_code in found:
                raise ImproperlyConfigured(f"{path}, line {reader.line_num}: {one.cbs_code} comes twice.")
            found[one.cbs_code] = one
    return dict(sorted(found.items()))


def _municipality(row: dict[str, str]) -> Municipality:
    code = row["cbs_code"].strip()
    if len(code) != 4 or not (code.isascii() and code.isdigit()):
        raise ValueError(f"'{code}' is not a CBS code of four digits")
    return Municipality(
        cbs_code=code,
        name=row["name"].strip(),
        also_called=row["also_called"].strip(),
        inhabitants=int(row["inhabitants"]),
        inhabitants_on=datetime.date.fromisoformat(row["inhabitants_on"]),
    )
