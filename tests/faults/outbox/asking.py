"""Ask for deliveries as a portal does, whatever is away: `python -m tests.faults.outbox.asking KEY...`."""

import sys

import django


def main(keys: list[str]) -> None:
    """Store an item under each key, in Zonnedam, in a transaction of its own."""
    django.setup()
    from integrations import outbox
    from tenants import directory
    from tenants.entry import enter
    from tests import municipalities
    from tests.faults.outbox import sending

    sending.register()
    tenant = directory.by_uuid(municipalities.ZONNEDAM)
    assert tenant
    with enter(tenant):
        for key in keys:
            outbox.put("core.knows_keys", {"text": "hallo"}, key)


if __name__ == "__main__":
    main(sys.argv[1:])
