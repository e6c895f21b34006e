"""Rights on tables, views and sequences: those of `public` one by one, those of municipalities by their pattern.

A municipality's schema has some hundred tables and sequences, and there may be a thousand municipalities. So the
database groups them by who holds what, with the municipality's own name taken out: a handful of groups when all is
well, and only the groups that differ are looked into.
"""

from collections.abc import Iterator
from typing import Final

from provisioning.lifecycle import cluster, ddl, schema

from .facts import Finding, Known, Rights, ask, differences, letters, rights, some

SELF: Final = "@"
SPECIAL: Final = (*ddl.APPEND_ONLY, *ddl.READ_ONLY, schema.LEDGER)
USUAL: Final = {"r": "adrw", "S": "Ur"}
OBJECTS: Final = "relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"
PUBLIC = f"""
SELECT relname, CASE relkind WHEN 'S' THEN 'S' ELSE 'r' END, relacl::text[], relowner::regrole::text
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND {OBJECTS}
"""  # noqa: S608 - names of ours only
INSIDE = f"""
SELECT CASE relkind WHEN 'S' THEN 'S' ELSE 'r' END, CASE WHEN relname = ANY(%(special)s) THEN relname ELSE '' END,
       relowner::regrole::text, replace(relacl::text, n.nspname, '{SELF}')::text[],
       (array_agg(n.nspname || '.' || relname))[1:100]
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY(%(schemas)s) AND {OBJECTS}
 GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - idem
COLUMNS = """
SELECT DISTINCT n.nspname || '.' || c.relname, r.rolname
  FROM pg_shdepend AS d JOIN pg_class AS c ON c.oid = d.objid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_roles AS r ON r.oid = d.refobjid
 WHERE d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND d.classid = 'pg_class'::regclass
   AND d.deptype = 'a' AND d.objsubid <> 0 AND n.nspname !~ '^pg_'
UNION
SELECT 'public.' || c.relname, 'everybody' FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'public'::regnamespace AND a.attacl::text ~ '[{,]='
 ORDER BY 1, 2 LIMIT 100
"""
DEFINERS = """
SELECT n.nspname || '.' || proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
 WHERE prosecdef AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1 LIMIT 100
"""


def findings(known: Known) -> Iterator[Finding]:
    """Compare everything that holds rows or numbers."""
    yield from _public()
    for kind, special, owner, acl, names in ask(
        INSIDE, {"special": list(SPECIAL), "schemas": list(known.all)}
    ):
        yield from _group(kind, special, owner, acl, sorted(names))
    for table, role in ask(COLUMNS):
        yield Finding("column", f"{role} has rights on single columns of {table}, and nobody should.")
    for (function,) in ask(DEFINERS):
        yield Finding("function", f"{function} runs with its owner's rights, and no function should.")


def _public() -> Iterator[Finding]:
    for name, kind, acl, owner in sorted(ask(PUBLIC)):
        if owner.strip('"') != cluster.OWNER:
            yield Finding("owner", f"{owner} owns public.{name}; {cluster.OWNER} should.")
        yield from differences(rights(acl), _on_public(name, kind), f"public.{name}")


def _on_public(name: str, kind: str) -> Rights:
    if kind == "S":
        return dict.fromkeys(map(cluster.login_name, cluster.COUNTING_LOGINS), "U")
    wanted: dict[str, str] = {}
    for words, grants in cluster.GRANTS:
        for holder in (holder for holder, tables in grants.items() if name in tables):
            role = holder if holder == cluster.READERS else cluster.login_name(holder)
            wanted[role] = wanted.get(role, "") + letters(words)
    return wanted


def _group(kind: str, special: str, owner: str, acl: list[str] | None, names: list[str]) -> Iterator[Finding]:
    """Judge tables of municipalities that are alike in everything but the municipality."""
    where = f"what is inside municipalities: {some(names)}"
    if owner.strip('"') != cluster.OWNER:
        yield Finding("owner", f"{owner} owns {where}; {cluster.OWNER} should.")
    wanted = {SELF: _inside(kind, special)}
    for each in differences(rights(acl), {who: what for who, what in wanted.items() if what}, where):
        yield Finding(each.kind, each.text.replace(f"{SELF} may", "a municipality's own role may"))


def _inside(kind: str, special: str) -> str:
    if special == schema.LEDGER:
        return ""
    if special in ddl.READ_ONLY and kind == "r":
        return "r"
    return "ar" if special in ddl.APPEND_ONLY else USUAL[kind]
