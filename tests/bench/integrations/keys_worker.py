"""Decrypt, or change keys, as told on the standard input; answer what came of it.

`work` goes on until the next line: with a file of ciphertexts it decrypts those and remembers no key from one to the
next; without it, it reads the secrets of the first municipality, and writes each third one anew.
"""

import datetime
import itertools
import json
import select
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLACE = "bench|secret|1"
WORD = "geheim"


def main() -> None:
    """Answer order after order."""
    import django

    django.setup()
    for line in sys.stdin:
        order = json.loads(line)
        what = order.pop("do")
        answer = _ORDERS[what](**order) if what in _ORDERS else {}
        print(json.dumps(answer), flush=True)


def prepare(tenants: int, folder: str) -> str:
    """Enter so many municipalities in the directory, each with a data key and a ciphertext; no schemas."""
    from tenants import keys, naming
    from tenants.entry import outside
    from tenants.models import Tenant
    from tenants.types import Kind, State

    sealed = {}
    with outside():
        for number in range(tenants):
            identity = uuid.uuid4()
            tenant = Tenant.objects.create(
                uuid=identity,
                schema_name=naming.schema_for(identity),
                name=f"Meetdorp {number}",
                theme="zonnedam",
                kind=Kind.SANDBOX.value,
                state=State.PROVISIONING.value,
            )
            keys.make_for(tenant)
            sealed[str(identity)] = keys.encrypt(WORD, tenant=identity, place=PLACE)
    path = Path(folder) / "sealed.json"
    path.write_text(json.dumps(sealed))
    return str(path)


def rewrap(other: bool) -> dict[str, Any]:
    """Change the key-encryption key to the other one of two, and say how long that took."""
    from django.conf import settings

    from tenants.audit import SYSTEM
    from tenants.keys import rewrapping

    before = settings.KEY_ENCRYPTION_KEY, settings.KEY_ENCRYPTION_KEYS_ALSO
    if other:
        settings.KEY_ENCRYPTION_KEY, settings.KEY_ENCRYPTION_KEYS_ALSO = before[1][0], [before[0]]
    try:
        began = time.perf_counter()
        found = rewrapping.rewrap(by=SYSTEM)
        taken = time.perf_counter() - began
    finally:
        settings.KEY_ENCRYPTION_KEY, settings.KEY_ENCRYPTION_KEYS_ALSO = before
    return {"seconds": taken, "rewrapped": found.rewrapped, "closed": found.closed}


def fill() -> dict[str, Any]:
    """Put secrets in every encrypted column of the first municipality that serves."""
    from tenants import registers
    from tenants.entry import enter

    with enter(_town()):
        for canary in registers.canaries:
            if canary.feature == "connections":
                canary.fill("Kanarie")
        for column, row in _rows():
            field = column.model._meta.get_field(column.name)
            field.encrypt(WORD, row)
            row.save(update_fields=[column.name])
    return {}


def rotate(grace: float) -> dict[str, Any]:
    """Change its data key, and go on until the old one is deleted."""
    from tenants.audit import SYSTEM
    from tenants.keys import reencrypting
    from tenants.models import Tenant

    tenant = Tenant.objects.get(uuid=_town().uuid)
    taken, rewritten, tries = 0.0, 0, 0
    while True:
        tries += 1
        began = time.perf_counter()
        found = reencrypting.rotate(tenant, by=SYSTEM, grace=datetime.timedelta(seconds=grace))
        taken += time.perf_counter() - began
        rewritten += found.rewritten
        if found.is_done or found.waits_for not in {"grace", "writers"}:
            break
        time.sleep(0.2)
    return {
        "seconds": taken,
        "tries": tries,
        "rewritten": rewritten,
        "number": found.number,
        "deleted": found.deleted,
        "waits_for": found.waits_for,
    }


def pause(seconds: float) -> dict[str, Any]:
    """Leave the others alone for a while."""
    time.sleep(seconds)
    return {}


def work(sealed: str) -> dict[str, Any]:
    """Decrypt until the next line, after saying that a first round is done."""
    acts = _from_file(json.loads(Path(sealed).read_text())) if sealed else _in_town()
    taken: list[float] = []
    errors: dict[str, int] = {}
    written = 0
    for number in itertools.count():
        began = time.perf_counter()
        try:
            written += next(acts)()
        except Exception as error:  # whatever it is, it is what somebody would have met
            name = f"{type(error).__name__}: {error}"
            errors[name] = errors.get(name, 0) + 1
        taken.append(time.perf_counter() - began)
        if number == 0:
            print(json.dumps({}), flush=True)
        if select.select([sys.stdin], [], [], 0)[0]:
            sys.stdin.readline()
            break
    return {
        "done": len(taken),
        "written": written,
        "failed": sum(errors.values()),
        "errors": errors,
        "median": 1000 * statistics.median(taken),
        "slowest": 1000 * max(taken),
    }


def _from_file(sealed: dict[str, str]) -> Iterator[Any]:
    from tenants import keys

    def act(tenant: str, text: str) -> int:
        keys.forget()
        if keys.decrypt(text, tenant=uuid.UUID(tenant), place=PLACE) != WORD:
            raise ValueError("Another text.")
        return 0

    for tenant, text in itertools.cycle(sealed.items()):
        yield lambda tenant=tenant, text=text: act(tenant, text)


def _in_town() -> Iterator[Any]:
    from tenants.entry import enter

    town = _town()

    def act(writes: bool) -> int:
        with enter(town):
            for column, row in _rows():
                field = column.model._meta.get_field(column.name)
                if field.reveal(row) != WORD:
                    raise ValueError("Another text.")
                if writes:
                    field.encrypt(WORD, row)
                    row.save(update_fields=[column.name])
        return int(writes)

    for number in itertools.count():
        yield lambda number=number: act(number % 3 == 0)


def _town() -> Any:
    from tenants import directory
    from tests import municipalities

    found = directory.by_uuid(municipalities.ZONNEDAM)
    assert found is not None
    return found


def _rows() -> list[tuple[Any, Any]]:
    from tenants.keys import columns

    return [(column, row) for column in columns.every() for row in column.rows()]


_ORDERS = {"prepare": prepare, "rewrap": rewrap, "fill": fill, "rotate": rotate, "pause": pause, "work": work}

if __name__ == "__main__":
    main()
