"""Who may take on whose role.

Since PostgreSQL 16 a membership says for itself whether it is inherited, may be taken on and may be given away, and
whoever makes a role gets the last of these without the others. Before, being a member meant the first two.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from provisioning.lifecycle import cluster
from tenants.naming import SCHEMA

from .facts import Finding, Known, ask, logins

# to_jsonb: the columns are not there before PostgreSQL 16.
MEMBERSHIPS = """
SELECT r.rolname, m.rolname,
       bool_or(coalesce((to_jsonb(a) ->> 'set_option')::boolean, true)),
       bool_or(coalesce((to_jsonb(a) ->> 'inherit_option')::boolean, m.rolinherit)),
       bool_or(a.admin_option)
  FROM pg_auth_members AS a
  JOIN pg_roles AS r ON r.oid = a.roleid JOIN pg_roles AS m ON m.oid = a.member
 WHERE (r.rolname = ANY(%(ours)s) OR m.rolname = ANY(%(ours)s)) AND NOT m.rolsuper
 GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class _Membership:
    role: str
    member: str
    enters: bool
    inherits: bool
    gives: bool


def findings(known: Known) -> Iterator[Finding]:
    """Compare all memberships of and in our roles."""
    ours = {cluster.OWNER, cluster.READERS, *logins().values(), *known.all}
    memberships = [_Membership(*row) for row in ask(MEMBERSHIPS, {"ours": list(ours)})]
    found = {(each.role, each.member): each for each in memberships}
    wanted = set(_wanted(known))
    for pair, membership in sorted(found.items()):
        if _concerns_us(membership, ours):
            yield from _judge(membership, is_wanted=pair in wanted)
    for role, member in sorted(wanted - {pair for pair, each in found.items() if each.enters}):
        if role not in known.all - known.built and member not in known.all - known.built:
            yield Finding("membership", f"{member} may not take on {role}, and should.")


def _wanted(known: Known) -> Iterator[tuple[str, str]]:
    yield cluster.READERS, cluster.OWNER
    for login in cluster.OWNING_LOGINS:
        yield cluster.OWNER, cluster.login_name(login)
    entrants = [cluster.OWNER, *map(cluster.login_name, cluster.ENTERING_LOGINS)]
    for name in known.all:
        yield cluster.READERS, name
        for entrant in entrants:
            yield name, entrant


def _concerns_us(membership: _Membership, ours: set[str]) -> bool:
    """Leave out municipalities of other databases of this cluster, and makers who kept nothing but the giving."""
    names = {membership.role, membership.member}
    if any(SCHEMA.fullmatch(name) for name in names - ours):
        return False
    return membership.enters or membership.inherits or membership.member in ours


def _judge(membership: _Membership, *, is_wanted: bool) -> Iterator[Finding]:
    role, member = membership.role, membership.member
    if not is_wanted:
        yield Finding("membership", f"{member} may take on {role}, and should not.")
        return
    if membership.inherits and member in logins().values():
        yield Finding(
            "membership", f"{member} has the rights of {role} without taking it on, and should not."
        )
    if membership.gives and member != cluster.OWNER:
        yield Finding("membership", f"{member} may give {role} to others, and should not.")
