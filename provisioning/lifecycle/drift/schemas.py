"""Rights on the database and its schemas, and what new tables would get."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.conf import settings

from provisioning.lifecycle import cluster

from .facts import EVERYBODY, Finding, Known, Rights, ask, differences, logins, rights, some

EXTENSIONS: Final = "extensions"
NEW: Final = {"r": "adrw", "S": "Ur"}
"""What a municipality's role gets on new tables and sequences of its own schema."""
THINGS: Final = {"r": "tables", "S": "sequences", "f": "functions", "T": "types", "n": "schemas"}
SCHEMAS = """
SELECT nspname, nspowner::regrole::text, nspacl::text[] FROM pg_namespace
 WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
"""
DATABASE = "SELECT datdba::regrole::text, datacl::text[] FROM pg_database WHERE datname = current_database()"
DEFAULTS = """
SELECT defaclrole::regrole::text, coalesce(nspname, ''), defaclobjtype::text, defaclacl::text[]
  FROM pg_default_acl LEFT JOIN pg_namespace AS n ON n.oid = defaclnamespace
"""


def findings(known: Known) -> Iterator[Finding]:
    """Compare the database, its schemas and their default privileges."""
    yield from _database()
    found = {name: (owner.strip('"'), acl) for name, owner, acl in ask(SCHEMAS)}
    for name, (owner, acl) in sorted(found.items()):
        if owner != cluster.OWNER and name != EXTENSIONS:
            yield Finding("owner", f"{owner} owns the schema {name}; {cluster.OWNER} should.")
        given = {holder: letters for holder, letters in rights(acl).items() if holder != owner}
        yield from differences(given, _on_schema(name, known), f"schema {name}")
    if missing := sorted(known.built - found.keys()):
        yield Finding("missing schema", f"{some(missing)}: not there.")
    yield from _defaults(known.all & found.keys())


def _on_schema(name: str, known: Known) -> Rights:
    if name == "public":
        return dict.fromkeys([cluster.READERS, *logins().values()], "U")
    if name == EXTENSIONS:
        return {EVERYBODY: "U"}
    return {name: "U"} if name in known.all else {}


def _database() -> Iterator[Finding]:
    ((owner, acl),) = ask(DATABASE)
    name = settings.DATABASES["default"]["NAME"]
    if owner.strip('"') != cluster.OWNER:
        yield Finding("owner", f"{owner} owns the database {name}; {cluster.OWNER} should.")
    wanted = dict.fromkeys(logins().values(), "c")
    given = rights(acl) if acl is not None else {EVERYBODY: "Tc"}
    yield from differences(given, wanted, f"database {name}")


def _defaults(schemas: Iterable[str]) -> Iterator[Finding]:
    found = {
        (role.strip('"'), schema, kind): {who: what for who, what in rights(acl).items() if who != role}
        for role, schema, kind, acl in ask(DEFAULTS)
    }
    wanted = {(cluster.OWNER, schema, kind): {schema: NEW[kind]} for schema in schemas for kind in NEW}
    for key in sorted(found.keys() | wanted.keys()):
        _role, schema, kind = key
        on = f"new {THINGS.get(kind, 'things')} of {schema or 'all schemas'}"
        yield from differences(found.get(key, {}), wanted.get(key, {}), on)
