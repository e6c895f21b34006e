"""Fill a database with municipalities and a year of acts, as told on the standard input, as its owner.

Rows of the directory alone: no schema is behind them, as the console enters none. Acts have the shape of real ones:
few do most, to few most is done, and words come as often as words do.
"""

import importlib
import json
import sys
from typing import Any

import django

STEP = 500_000
INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
 WHERE i.indrelid = 'public.tenants_operatorrecord'::regclass
   AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid)
"""
WORDS = "'woord' || floor(2000 * power(random(), 3))"
ACTS = f"""
INSERT INTO public.tenants_operatorrecord
  (recorded_at, action, actor_kind, actor, target, outcome, origin, why, before, after, details, tenant)
SELECT now() - interval '365 days' * (1 - n::float / %(acts)s),
       (%(actions)s::text[])[1 + floor(cardinality(%(actions)s::text[]) * power(random(), 2))],
       'operator',
       'beheerder' || floor(40 * power(random(), 2)) || '@inwonerplein.example',
       CASE floor(3 * random()) WHEN 0 THEN 'products' WHEN 1 THEN 'dorp-' || floor(1000 * random()) || '.example'
                                ELSE 'Meetdorp ' || floor(1000 * random()) END,
       CASE WHEN random() < 0.02 THEN 'failed' ELSE 'ok' END,
       '192.0.2.' || floor(255 * random()),
       CASE WHEN random() < 0.1 THEN {WORDS} || ' ' || {WORDS} || ' ' || {WORDS} || ' ' || {WORDS} ELSE '' END,
       CASE WHEN n %% 3 = 0 THEN '{{"theme": "zonnedam"}}'::jsonb END,
       CASE WHEN n %% 3 = 0 THEN '{{"theme": "waterrijk"}}'::jsonb END,
       CASE WHEN n %% 10 < 3 THEN jsonb_build_object('operation', md5((n / 10)::text)::uuid, 'kind', 'switch_feature')
            ELSE '{{}}'::jsonb END,
       CASE WHEN random() < 0.8
            THEN (%(tenants)s::uuid[])[1 + floor(cardinality(%(tenants)s::uuid[]) * power(random(), 2))] END
  FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
"""
"""No NULL is the column's `uuid`: the database draws it."""


def main() -> None:
    """Answer order after order."""
    django.setup()
    importlib.import_module("config.celery")
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(_fill(order["tenants"], order["acts"])), flush=True)


def _fill(tenants: int, acts: int) -> dict[str, int]:
    from django.db import connection

    from tenants.entry import outside
    from tests.bench.console import towns

    with outside():
        identities = towns.make(tenants)
        with connection.cursor() as cursor:
            _make_acts(cursor, acts, identities)
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("SELECT pg_database_size(current_database()) / 1024 / 1024")
            (megabytes,) = cursor.fetchone()
    return {"municipalities": tenants, "acts": acts, "MB": int(megabytes)}


def _make_acts(cursor: Any, acts: int, identities: list[str]) -> None:
    """Write all acts, and make their indexes after that: one by one they would be made five million times."""
    from tenants import registers

    actions = [text.action for text in registers.audit_texts if text.by_operators]
    cursor.execute(INDEXES)
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX public."{name}"')
    values = {"acts": acts, "actions": actions, "tenants": identities}
    for first in range(1, acts + 1, STEP):
        cursor.execute(ACTS, {**values, "first": first, "last": min(first + STEP - 1, acts)})
    for _name, definition in indexes:
        cursor.execute(definition)


if __name__ == "__main__":
    main()
