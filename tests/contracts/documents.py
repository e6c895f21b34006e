"""Published contracts, as they lie beside the project; they are read there, and not copied."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

SPECS = Path(os.environ.get("SPECS_DIR") or Path(__file__).parents[2].parent / "shared" / "specs")
ELSEWHERE = {"https://raw.githubusercontent.com/vng-Realisatie/catalogi-api/": "catalogi.yaml"}
"""Contracts that others point to by address; a file beside theirs stands in their place (see `errata`)."""


class Documents:
    """A contract, and those that it points to."""

    def __init__(self, file: str) -> None:
        """Read a contract.

        Where it is not, the test is *not run*.
        """
        if not (SPECS / file).exists():
            pytest.skip(f"not run: the contract {SPECS / file} is not here; SPECS_DIR says where it is")
        self.file = file
        self.document = _read(file)

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow references until there is something."""
        while "$ref" in schema:
            file, _, place = schema["$ref"].partition("#/")
            found: Any = _read(file or self.file)
            for part in place.split("/"):
                found = found[part]
            schema = found
        return schema

    def chosen(self, schema: dict[str, Any], value: object) -> dict[str, Any] | None:
        """Find the schema that a value chooses by what it says it is."""
        found = schema["discriminator"].get("mapping", {}).get(value)
        if found is None and "oneOf" not in schema:
            found = f"#/components/schemas/{value}"
            return self.document["components"]["schemas"].get(value)  # type: ignore[no-any-return]
        return {"$ref": found} if found else None


@cache
def _read(file: str) -> dict[str, Any]:
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load((SPECS / file).read_text(encoding="utf-8"), fast)  # noqa: S506 - safe, and fast
    _qualify(document, file)
    return dict(document)


def _qualify(node: Any, file: str) -> None:
    """Write the file before each reference, so that it can be followed from anywhere."""
    if isinstance(node, list):
        for one in node:
            _qualify(one, file)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            address, _, place = node["$ref"].partition("#")
            other = next((name for start, name in ELSEWHERE.items() if address.startswith(start)), "")
            node["$ref"] = f"{file if not address else f'{file.partition("/")[0]}/{other}'}#{place}"
        for key, one in node.items():
            if key == "mapping" and isinstance(one, dict):
                node[key] = {name: f"{file}{place}" for name, place in one.items()}
            else:
                _qualify(one, file)
