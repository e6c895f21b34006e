"""Open the municipalities of a measurement: the first by its seeds, the others as copies of it, content and all.

python -m tests.bench.tenancy.opening first | FROM TO    under the settings of lifecycle
"""

import sys

from django.conf import settings
from django.db import transaction

from tenants.types import TenantRef
from tests.bench.tenancy import places

SITES = """
SELECT format('UPDATE %%s SET %%I = $1', conrelid::regclass, a.attname)
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.contype = 'f' AND c.connamespace = %s::regnamespace AND c.confrelid = format('%%I.django_site', %s)::regclass
"""


def main(words: list[str]) -> None:
    """Open the first one, or a range of copies."""
    import django

    django.setup()
    if words == ["first"]:
        open_first()
    else:
        open_copies(*map(int, words))


def open_first() -> None:
    """Open the one that all others are copies of, with what seeds write; keep it as text."""
    from django.contrib.sites.models import Site
    from django.utils.module_loading import import_string

    from provisioning.lifecycle import schema
    from tenants.entry import enter

    ref = _write(places.SINGLE, schema.compiled())
    with enter(ref, urls=True):
        Site.objects.create(pk=ref.site_pk, domain=ref.host, name=ref.name)
        for path in settings.TENANT_SEEDS:
            import_string(path)({"name": ref.name})


def open_copies(first: int, last: int) -> None:
    """Open copies of the first one, numbered from the one to the other."""
    from django.db import connection

    from provisioning.lifecycle import ddl

    text = ddl.compile_template(places.reference(places.SINGLE).schema_name)
    for number in range(first, last + 1):
        _write(number, text)
        _give_its_own_site(number)
        if number % 20 == 0:
            connection.close()  # a back end remembers all that it made, and gets slower


def _write(number: int, text: str) -> TenantRef:
    from django.db import connection

    from provisioning.lifecycle import ddl

    ref = places.reference(number)
    _enlist(ref)
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, ref.schema_name)
        ddl.replay(cursor.execute, text, ref.schema_name)
    return ref


@transaction.atomic  # a process that starts meanwhile refuses a municipality without a data key
def _enlist(ref: TenantRef) -> None:
    from tenants import keys
    from tenants.models import Domain, FeatureSwitch, Tenant
    from tests import states

    tenant = Tenant.objects.create(
        uuid=ref.uuid,
        schema_name=ref.schema_name,
        name=ref.name,
        theme=ref.theme,
        kind=ref.kind.value,
        state=states.make_first(ref.state),
        site_pk=ref.site_pk,
    )
    states.become(tenant, ref.state)
    Domain.objects.create(tenant=tenant, domain=ref.host, is_primary=True)
    FeatureSwitch.objects.bulk_create(
        FeatureSwitch(tenant=tenant, feature=feature, is_on=True) for feature in places.FEATURES
    )
    keys.make_for(tenant)


def _give_its_own_site(number: int) -> None:
    """Change the key of the copied site, and whatever points to it."""
    from django.db import connection

    ref = places.reference(number)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(SITES, [ref.schema_name, ref.schema_name])
        statements = [statement.replace("$1", "%s") for (statement,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement, [ref.site_pk])
        cursor.execute(
            f'UPDATE "{ref.schema_name}".django_site SET id = %s, domain = %s, name = %s',
            [ref.site_pk, ref.host, ref.name],
        )


if __name__ == "__main__":
    main(sys.argv[1:])
