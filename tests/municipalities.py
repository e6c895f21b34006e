"""The two municipalities of every test database: Zonnedam, and Waterrijk for Zonnedam to leak to.

Run as a module it opens them in the database of the environment, with compiled DDL and nothing else in them.
"""

import uuid

ZONNEDAM = uuid.UUID("11111111-aaaa-4aaa-8aaa-111111111111")
WATERRIJK = uuid.UUID("22222222-bbbb-4bbb-8bbb-222222222222")
FEATURES = ("products", "search", "sign_in")


def main() -> None:
    """Open both."""
    open_bare("Zonnedam", "zonnedam", ZONNEDAM)
    open_bare("Waterrijk", "waterrijk", WATERRIJK)


def open_bare(name: str, slug: str, identity: uuid.UUID) -> None:
    """Open a municipality without content, invitations or a smoke request."""
    from django.contrib.sites.models import Site
    from django.db import connection

    from provisioning.lifecycle import ddl, schema
    from tenants import keys, naming
    from tenants.entry import enter
    from tenants.models import Domain, FeatureSwitch, Tenant
    from tenants.types import Kind, State

    tenant = Tenant.objects.create(
        uuid=identity,
        schema_name=naming.schema_for(identity),
        name=name,
        theme=slug,
        kind=Kind.SANDBOX.value,
        state=State.PROVISIONING.value,
    )
    for state in (State.TRIAL, State.LIVE):
        Tenant.objects.filter(pk=tenant.pk).update(state=state.value)
    tenant.refresh_from_db()
    Domain.objects.create(tenant=tenant, domain=f"{slug}.localhost", is_primary=True)
    for feature in FEATURES:
        FeatureSwitch.objects.create(tenant=tenant, feature=feature, is_on=True)
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, tenant.schema_name)
        ddl.replay(cursor.execute, schema.compiled(), tenant.schema_name)
    keys.make_for(tenant)
    with enter(tenant.ref()) as ref:
        Site.objects.create(pk=ref.site_pk, domain=ref.host, name=name)


if __name__ == "__main__":
    import django

    django.setup()
    main()
