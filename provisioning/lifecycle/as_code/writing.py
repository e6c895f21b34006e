"""Write a municipality down as a file: what is read back is the same."""

from collections.abc import Mapping
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from tenants import registers
from tenants.models import Tenant

from .types import IDENTITY, VERSION

WIDTH: Final = 110
FOLDED: Final = frozenset("\r\x85\u2028\u2029\ufeff")
"""What YAML takes for the end of a line, or for nothing, unless it is escaped."""


class _Dumper(yaml.SafeDumper):
    """Writes texts of more lines as such, and refers to nothing."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists too."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if FOLDED & set(text) else style)


_Dumper.add_representer(str, _text)


def dumped(told: Mapping[str, Any]) -> str:
    """Write what a file says."""
    return yaml.dump(dict(told), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def document(tenant: Tenant, values: Mapping[str, Any]) -> dict[str, Any]:
    """Make what a municipality's file says; a part whose value nobody knows yet is not in it."""
    ref = tenant.ref()
    identity = {"host": ref.primary_host, "kind": str(tenant.kind)}
    if tenant.cbs_code:
        identity["cbs_code"] = tenant.cbs_code
    known = [each for each in registers.sections if all(part in values for part in each.parts)]
    return {"version": VERSION, IDENTITY: identity, **{each.key: each.write(values) for each in known}}


def file(tenant: Tenant, values: Mapping[str, Any]) -> str:
    """Write a municipality's file."""
    heading = _("Configuratie van %s. Geheimen staan er niet in.") % tenant.name
    return f"# {heading}\n{dumped(document(tenant, values))}"
