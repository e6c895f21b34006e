"""A tenant's schema as text: dumped once from a migrated template, replayed for each new tenant (T8)."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from tenants.naming import SCHEMA, TEMPLATE_SCHEMA

from . import cluster

MARK = "@schema@"
APPEND_ONLY = ("audit_auditrecord", "django_admin_log", "processing_record")
READ_ONLY = ("audit_auditseal",)
"""What only the lifecycle worker writes, as the owner: seals on the audit stream (architecture T14)."""

# In a transaction of its own: GRANT locks the role that is given away until the end, so that one long
# transaction with `GRANT readers` would hold up every other opening.
ROLE = f"""
CREATE ROLE {MARK} NOLOGIN;
GRANT {cluster.READERS} TO {MARK};
"""
ENTRANTS = f"""
GRANT {MARK} TO {{entrants}};
"""
RESTRICTIONS = f"""
REVOKE ALL ON {MARK}.django_migrations FROM {MARK};
{"".join(f"REVOKE UPDATE, DELETE ON {MARK}.{table} FROM {MARK};" for table in APPEND_ONLY)}
{"".join(f"REVOKE INSERT, UPDATE, DELETE ON {MARK}.{table} FROM {MARK};" for table in READ_ONLY)}
"""
# Before the first table is made: to give rights in ALL TABLES IN SCHEMA afterwards, PostgreSQL reads its list of all
# tables of all municipalities from end to end, six times, and writes each of the schema's own once more.
RIGHTS = f"""
GRANT USAGE ON SCHEMA {MARK} TO {MARK};
ALTER DEFAULT PRIVILEGES IN SCHEMA {MARK} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {MARK};
ALTER DEFAULT PRIVILEGES IN SCHEMA {MARK} GRANT USAGE, SELECT ON SEQUENCES TO {MARK};
"""
GRANTS = f"""
{RIGHTS}
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {MARK} TO {MARK};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {MARK} TO {MARK};
{RESTRICTIONS}
"""
"""The same for a schema whose tables are there already."""
CREATION = f"CREATE SCHEMA {MARK};"
FOREIGN_KEYS_TO_PUBLIC = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
  FROM pg_constraint
 WHERE contype = 'f' AND connamespace = %s::regnamespace
   AND confrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""

type Execute = Callable[[str], object]


def compile_template(schema: str = TEMPLATE_SCHEMA) -> str:
    """Make the text that builds a schema like the template: structure, rows, rights."""
    structure = _fold(_statements(_dump(schema, "--schema-only", "--no-privileges")))
    rows = _statements(_dump(schema, "--data-only", "--inserts", "--rows-per-insert=1000"))
    text = f"{structure}\n{rows}".replace(schema, MARK)
    if text.count(CREATION) != 1:
        raise ValueError("pg_dump says in another way than we know that the schema is made.")
    return text.replace(CREATION, CREATION + RIGHTS) + RESTRICTIONS


def drop_role(execute: Execute, schema: str) -> None:
    """Drop a tenant's role, if it is there."""
    execute(f"DROP ROLE IF EXISTS {_checked(schema)}")


def drop_schema(execute: Execute, schema: str) -> None:
    """Drop a tenant's schema, if it is there."""
    execute(f"DROP SCHEMA IF EXISTS {_checked(schema)} CASCADE")


def make_role(execute: Execute, schema: str) -> None:
    """Make a tenant's role, unless it is there, and say who may take it on."""
    entrants = ", ".join([cluster.OWNER, *map(cluster.login_name, cluster.ENTERING_LOGINS)])
    name = _checked(schema)
    execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN "
        f"{ROLE.replace(MARK, name)} END IF; {ENTRANTS.format(entrants=entrants).replace(MARK, name)} END $$"
    )


def restrict(execute: Execute, schema: str) -> None:
    """Take back what new tables of a schema get by default and should not have."""
    execute(RESTRICTIONS.replace(MARK, _checked(schema)))


def replay(execute: Execute, compiled: str, schema: str) -> None:
    """Build the schema in one message and one transaction: with its rows and rights, or not at all."""
    execute(
        "BEGIN; SET LOCAL client_min_messages = error; SET LOCAL check_function_bodies = off;"
        + compiled.replace(MARK, _checked(schema))
        + "COMMIT;"
    )


def normalised(schema: str) -> str:
    """Dump structure with rights, and rows, independent of the schema's name: to compare two schemas."""
    rows = _statements(_dump(schema, "--data-only", "--inserts")).replace(schema, MARK)
    return f"{structure(schema)}\n{rows}"


def structure(schema: str) -> str:
    """Dump tables, sequences, constraints and rights, independent of the schema's name."""
    text = _statements(_dump(schema, "--schema-only")).replace(schema, MARK)
    # PostgreSQL does not read back what it writes for `varchar IN (…)`: ARRAY['a'::varchar, …]::text[]
    # becomes ARRAY[('a'::varchar)::text, …] after one round, and stays so.
    text = re.sub(r"\(('[^']*'::character varying)\)::text", r"\1", text)
    return re.sub(r"\(ARRAY\[([^]]*)\]\)::text\[\]", r"ARRAY[\1]", text)


def _checked(schema: str) -> str:
    if not SCHEMA.fullmatch(schema):
        raise ValueError(f"Not the name of a tenant's schema: {schema}")
    return schema


def _dump(schema: str, *options: str) -> str:
    default = settings.DATABASES["default"]
    command = [str(Path(settings.PG_BIN) / "pg_dump"), "--schema", _checked(schema), "--no-owner", *options]
    environment = {
        "PGHOST": str(default["HOST"]),
        "PGPORT": str(default["PORT"]),
        "PGUSER": str(default["USER"]),
        "PGPASSWORD": str(default["PASSWORD"]),
        "PGDATABASE": str(default["NAME"]),
    }
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603
    return done.stdout


def _statements(text: str) -> str:
    """Leave out what is said about the dump and its session; never a line of a text that is in it."""
    skip = ("--", "\\", "SET ", "SELECT pg_catalog.set_config")
    kept, in_string = [], False
    for line in text.split("\n"):
        if in_string or (line and not line.startswith(skip)):
            kept.append(line)
            in_string ^= line.count("'") % 2 == 1  # a quote within a string stands there twice
    return "\n".join(kept)


def _fold(text: str) -> str:
    """Gather all constraints of a table in one ALTER TABLE: keys first, then foreign keys."""
    keys: dict[str, list[str]] = {}
    foreign: dict[str, list[str]] = {}

    def take(match: re.Match[str]) -> str:
        table, constraint = match.groups()
        (foreign if "FOREIGN KEY" in constraint else keys).setdefault(table, []).append(f"ADD {constraint}")
        return ""

    text = re.sub(r"^ALTER TABLE ONLY (\S+)\s+ADD (CONSTRAINT [^;]*);$", take, text, flags=re.MULTILINE)
    folded = [
        f"ALTER TABLE ONLY {table} {', '.join(parts)};"
        for group in (keys, foreign)
        for table, parts in group.items()
    ]
    return text + "\n" + "\n".join(folded)
