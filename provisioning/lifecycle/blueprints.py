"""Blueprints: the content and settings that a municipality starts with, as a document (requirement C-025)."""

import hashlib
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.module_loading import import_string

SOURCES = frozenset({".py", ".yaml", ".md", ".csv"})
"""Endings of files that decide what is made of a blueprint."""


def standard() -> Mapping[str, Any]:
    """Read the blueprint that this release is shipped with."""
    return _read(str(settings.TENANT_BLUEPRINT))


def digest(blueprint: Mapping[str, Any]) -> str:
    """Tell apart two blueprints, and two releases that would make different portals of one."""
    text = json.dumps(blueprint, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{text}{_makers(tuple(settings.TENANT_SEEDS))}".encode()).hexdigest()[:16]


@cache
def _read(path: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    return found


@cache
def _makers(seeds: tuple[str, ...]) -> str:
    """Work out a mark of the code and the texts that fill a new municipality."""
    marks = hashlib.sha256()
    for seed in seeds:
        module = sys.modules[import_string(seed).__module__]
        for file in sorted(Path(str(module.__file__)).parent.rglob("*")):
            if file.suffix in SOURCES:
                marks.update(file.read_bytes())
    return marks.hexdigest()
