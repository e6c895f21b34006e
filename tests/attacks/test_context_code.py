"""The source says nothing that walks round a wall: schemas by name, raw SQL, other aliases (T28)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("tenants", "platform", "integrations", "provisioning", "themes", "manage.py")
SUSPECT = re.compile(
    r"search_path|RawSQL|\.using\(|\.raw\(|\.extra\(|SET ROLE|RESET ROLE|SET SESSION AUTHORIZATION|schema_context"
    r"|tenant_context|set_schema|\bdblink\b|(?:FROM|JOIN|INTO|UPDATE|TABLE|ON)\s+(?:public|t_[0-9a-f]{12}|\{[^}]*(?:schema|MARK)[^}]*\})\."
)
ALLOWED = {
    "integrations/connections/queries.py": "a statement as text, on the tenant's path",
    "integrations/digid_eherkenning/providers.py": "a statement as text, on the tenant's path",
    "platform/config/settings/bench_single.py": "what the walls cost is measured against a process without them",
    "platform/portal/accounts/operations/journeys.py": "takes and reads in one statement, on the tenant's path",
    "platform/portal/accounts/operations/signing_in.py": "a statement as text, on the tenant's path",
    "platform/portal/accounts/queries/doors.py": "a statement as text, on the tenant's path",
    "provisioning/audit/delivery.py": "brings operators' acts to the municipality that they concern, as the owner",
    "provisioning/audit/queries.py": "walks the index of who acted, in public",
    "provisioning/console/queries/course.py": "counts operations for a plot, in public",
    "provisioning/health/queries.py": "the default alias, as an argument that a library wants",
    "provisioning/lifecycle/ddl.py": "makes schemas, as their owner",
    "provisioning/lifecycle/drift/roles.py": "looks for settings that a role must not have",
    "provisioning/lifecycle/fence.py": "asks what a migration wrote outside its schema, of content types in public too",
    "provisioning/lifecycle/journal.py": "writes a step and the lease of its operation in one message, in public",
    "provisioning/lifecycle/leases.py": "ends the session of a worker that was overtaken, as its own login",
    "provisioning/lifecycle/schema.py": "compiles the template, as its owner",
    "tenants/keys/rewrapping.py": "changes wrapped keys, in public, many with one statement",
    "tenants/migrations/0002_revision_trigger.py": "the directory's own trigger, in public",
    "tenants/migrations/0004_states.py": "the trigger that refuses illegal moves, in public",
    "tenants/migrations/0008_keys.py": "the trigger that tells all processes that a key is gone, in public",
    "tenants/postgresql/base.py": "the wall itself",
    "tenants/present.py": "reads one row of the directory with what belongs to it, in public",
    "tenants/refusals/database.py": "looks at the directory before a process starts, as its own login",
    "tenants/sessions.py": "a statement as text, on the tenant's path",
    "tenants/states.py": "moves a state and reads what the database writes beside it, in public",
}


def lines(source: str) -> Iterator[str]:
    """Yield the lines of code, without comments and docstrings."""
    texts = {
        number
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for number, line in enumerate(source.splitlines(), start=1):
        if number not in texts and not line.lstrip().startswith("#"):
            yield line


def suspects(source: str) -> list[str]:
    if not SUSPECT.search(source):  # most files are not worth reading line by line
        return []
    return [line.strip() for line in lines(source) if SUSPECT.search(line)]


def files() -> Iterator[Path]:
    for room in ROOMS:
        path = ROOT / room
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def everywhere() -> dict[str, list[str]]:
    found = {}
    for path in files():
        name = str(path.relative_to(ROOT))
        if hits := suspects(path.read_text(encoding="utf-8")):
            found[name] = hits
    return found


@pytest.mark.attack("T28")
def test_only_these_files_name_a_schema_or_walk_round_the_models() -> None:
    assert set(everywhere()) - set(ALLOWED) == set()


def test_what_is_allowed_is_still_needed() -> None:
    there = {name for name in ALLOWED if (ROOT / name).exists()}

    assert there - set(everywhere()) == set()


@pytest.mark.attack("T28")
@pytest.mark.parametrize(
    "line",
    [
        'cursor.execute("SELECT * FROM public.accounts_user")',
        'cursor.execute("SELECT * FROM t_11111111aaaa.django_site")',
        'cursor.execute(f"DELETE FROM {tenant.schema_name}.django_site")',
        'cursor.execute("SET search_path = t_11111111aaaa")',
        'cursor.execute("RESET ROLE")',
        'User.objects.using("other").all()',
        'User.objects.raw("SELECT 1")',
        'User.objects.extra(where=["1=1"])',
        "User.objects.annotate(x=RawSQL(text, []))",
        "with schema_context(name): pass",
        "connection.set_schema(name)",
    ],
)
def test_the_scan_sees_each_way_round(line: str) -> None:
    """The negative control: one line of each."""
    assert suspects(line) == [line]


def test_it_does_not_mind_what_only_talks_about_it() -> None:
    assert suspects('"""Set the search_path, never RESET ROLE."""\n# search_path\nx = 1\n') == []
