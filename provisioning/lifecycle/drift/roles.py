"""Which roles there are, what they are in the whole cluster, and what they own."""

from collections.abc import Iterator

from provisioning.lifecycle import cluster

from .facts import Finding, Known, ask, logins, some

NAMES = ("log in", "a superuser", "make roles", "make databases", "replicate", "pass row security", "inherit")
NOTHING = (False, False, False, False, False, False, True)
"""A role that is there to hold rights: attributes in the order of NAMES."""
ROLES = """
SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit
  FROM pg_roles WHERE rolname = ANY(%s)
"""
SETTINGS = """
SELECT r.rolname, setting
  FROM pg_db_role_setting AS s JOIN pg_roles AS r ON r.oid = s.setrole, unnest(s.setconfig) AS setting
 WHERE r.rolname = ANY(%s) AND setting ~ '^(role|search_path|session_authorization|row_security)='
"""
OWNED = """
SELECT r.rolname, CASE WHEN d.dbid IN (0, me.oid) THEN pg_describe_object(d.classid, d.objid, d.objsubid)
                       ELSE 'something in another database' END
  FROM pg_shdepend AS d JOIN pg_roles AS r ON r.oid = d.refobjid
  JOIN pg_database AS me ON me.datname = current_database()
 WHERE d.refclassid = 'pg_authid'::regclass AND d.deptype = 'o' AND r.rolname = ANY(%s)
 ORDER BY 1, 2 LIMIT 100
"""


def findings(known: Known) -> Iterator[Finding]:
    """Compare roles, their settings and what they own."""
    yield from _attributes(known)
    yield from _settings(known)
    names = [*logins().values(), cluster.READERS, *known.all]
    for name, what in ask(OWNED, [names]):
        yield Finding("owner", f"{name} owns {what}, and should own nothing.")


def _attributes(known: Known) -> Iterator[Finding]:
    wanted = dict.fromkeys(known.all, NOTHING)
    wanted[cluster.READERS] = NOTHING
    wanted[cluster.OWNER] = (False, False, True, *NOTHING[3:])
    wanted |= dict.fromkeys(logins().values(), (True, *NOTHING[1:-1], False))
    found = {name: attributes for name, *attributes in ask(ROLES, [list(wanted)])}
    for name, attributes in found.items():
        for what, has, should in zip(NAMES, attributes, wanted[name], strict=True):
            if has != should:
                yield Finding("attribute", f"{name}: '{what}' is {has}, and should be {should}.")
    needed = wanted.keys() - (known.all - known.built)
    if missing := sorted(needed - found.keys()):
        yield Finding("missing role", f"{some(missing)}: not there.")


def _settings(known: Known) -> Iterator[Finding]:
    """Look at settings of a session that decide who somebody is and where: only two logins have one."""
    wanted = {(cluster.login_name(login), f"role={cluster.OWNER}") for login in cluster.OWNING_LOGINS}
    names = [cluster.OWNER, cluster.READERS, *logins().values(), *known.all]
    found = {(name, setting) for name, setting in ask(SETTINGS, [names])}
    for name, setting in sorted(found - wanted):
        yield Finding("setting", f"{name} starts with {setting}, and should not.")
    for name, setting in sorted(wanted - found):
        yield Finding("setting", f"{name} does not start with {setting}, and should.")
