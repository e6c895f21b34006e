"""What is left of a journey: the database and the mailbox, compared with what people were told."""

import json
import urllib.parse
from collections import Counter
from typing import Any

from psycopg import sql

from tests.browser import web
from tests.faults.cluster import Cluster
from tests.faults.history import History, Told
from tests.stack import Stack, until

INVITED = """
SELECT (SELECT count(*) FROM {schema}.accounts_user WHERE email = {address}),
       (SELECT count(*) FROM {schema}.accounts_invitation i JOIN {schema}.accounts_user u ON u.id = i.user_id
        WHERE u.email = {address}),
       (SELECT count(*) FROM {schema}.core_outboxmessage WHERE "to" = {address}),
       (SELECT count(*) FROM {schema}.audit_auditrecord a JOIN {schema}.accounts_user u ON a.target = u.uuid::text
        WHERE u.email = {address} AND a.action = 'accounts.invited')
"""
WHOLE, NOTHING = (1, 1, 1, 1), (0, 0, 0, 0)
SWITCHED = """
SELECT count(*) FROM public.tenants_operatorrecord
WHERE action LIKE 'feature.switched%%' AND tenant = {tenant} AND target = 'search'
"""


class Remains:
    """Read as the administrator, past the product."""

    def __init__(self, stack: Stack, cluster: Cluster) -> None:
        self._stack, self._cluster = stack, cluster
        tenants = "SELECT name, uuid::text, schema_name FROM public.tenants_tenant"
        found = {name: (identity, schema) for name, identity, schema in self._rows(tenants)}
        self.zonnedam, self.waterrijk = found["Zonnedam"][0], found["Waterrijk"][0]
        self.schema = sql.Identifier(found["Heidebeek"][1])
        self.product = self._one("SELECT id FROM {schema}.products_product WHERE slug = 'paspoort'")
        self._switched_before = self._one(SWITCHED, tenant=self.waterrijk)

    def lost(self, history: History) -> list[str]:
        """List what people were told is done, and is not there, or not there once, or half there."""
        return [*self._invitations(history), *self._product(history), *self._switches(history)]

    def _invitations(self, history: History) -> list[str]:
        wrong = []
        for address in dict.fromkeys(history.of("invitation")):
            there = self._rows(INVITED, address=address)[0]
            is_done = address in history.of("invitation", Told.DONE)
            if there != WHOLE and (is_done or there != NOTHING):
                wrong.append(f"{address}: {there}, {'promised' if is_done else 'not promised'}")
        return wrong

    def _product(self, history: History) -> list[str]:
        summary = self.summary()
        asked = history.of("product", Told.DONE, Told.UNSURE)
        done = history.of("product", Told.DONE)
        possible = asked[asked.index(done[-1]) :] if done else [*asked, summary]
        found = f"SELECT count(*) FROM {{schema}}.search_indexeddocument d WHERE d::text LIKE '%%{summary}%%'"
        wrong = [] if summary in possible else [f"product: {summary!r} instead of one of {possible}"]
        return wrong if self._one(found) else [*wrong, f"{summary!r} cannot be found"]

    def _switches(self, history: History) -> list[str]:
        switched = self._one(SWITCHED, tenant=self.waterrijk) - self._switched_before
        done, asked = history.of("switch", Told.DONE), history.of("switch")
        is_in_step = len(done) <= switched <= len(asked)
        return [] if is_in_step else [f"{switched} switches written, {len(done)} of {len(asked)} promised"]

    def summary(self) -> str:
        """Answer what visitors read of the product that is being changed."""
        return str(self._one("SELECT summary FROM {schema}.products_product WHERE slug = 'paspoort'"))

    def mails(self, addresses: list[str], *, patience: float) -> Counter[str]:
        """Wait until each has mail; answer how many each has."""
        counted: Counter[str] = Counter()

        def all_have() -> bool:
            counted.update({address: self._mails(address) - counted[address] for address in addresses})
            return all(counted[address] for address in addresses)

        until(all_have, "everybody has mail", patience=patience)
        return counted

    def nothing_waits(self) -> bool:
        """Tell whether all commands and operations that were asked for are finished."""
        return not self._one(
            "SELECT (SELECT count(*) FROM public.connections_inbox_command WHERE progress = 'open')"
            " + (SELECT count(*) FROM public.lifecycle_operation WHERE state NOT IN ('done', 'failed'))"
        )

    def _mails(self, address: str) -> int:
        port = urllib.parse.urlsplit(self._stack.mailbox_url).port or 80
        query = urllib.parse.urlencode({"to": address})
        return len(json.loads(web.get(port, "127.0.0.1", f"/mailbox.json?{query}").body))

    def _one(self, statement: str, **values: str) -> Any:
        return self._rows(statement, **values)[0][0]

    def _rows(self, statement: str, **values: str) -> list[tuple[Any, ...]]:
        literals = {name: sql.Literal(value) for name, value in values.items()}
        schema = {"schema": self.schema} if hasattr(self, "schema") else {}
        composed = sql.SQL(statement.replace("%%", "%")).format(**schema, **literals)  # type: ignore[arg-type]
        return self._cluster.primary.rows(composed, self._stack.environment["DATABASE_NAME"])
