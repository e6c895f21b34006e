"""Describe what a file would change, and how a municipality differs from it: as data for scripts, in words."""

from typing import Any

from django.utils.translation import gettext as _

from .as_code.types import Drift, Plan, SectionPlan


def plan(found: Plan) -> dict[str, Any]:
    """Describe a plan."""
    return {
        "changes": found.changes,
        "opens": found.opens.host if found.opens else None,
        "release": found.release,
        "sections": [section(each) for each in found.sections],
    }


def section(found: SectionPlan) -> dict[str, Any]:
    """Describe what would become of a section."""
    return {
        "section": found.key,
        "title": found.title,
        "added": list(found.added),
        "changed": list(found.changed),
        "removed": list(found.removed),
        "left": list(found.left),
        "lines": list(found.lines),
        "notes": list(found.notes),
    }


def in_words(found: Plan) -> str:
    """Describe a plan for people."""
    lines = [] if found.changes else [_("Er verandert niets.")]
    if found.opens:
        lines.append(_("Er wordt een gemeente geopend: %(name)s op %(host)s.") % _opened(found))
    if found.release:
        lines.append(
            _("De binnenkant is zoals release %d zegt: hier kan niemand erin kijken.") % found.release
        )
    for each in found.sections:
        lines += _section_in_words(each)
    return "\n".join(lines)


def _opened(found: Plan) -> dict[str, str]:
    return {"name": found.opens.name, "host": found.opens.host} if found.opens else {}


def _section_in_words(found: SectionPlan) -> list[str]:
    lines = [f"  {line}" for line in found.lines]
    if found.left:
        left = {"names": ", ".join(found.left), "section": found.key}
        lines.append(_("  Blijft staan: %(names)s. Alleen weg met --remove %(section)s.") % left)
    lines += [_("  Kan niet uit een bestand komen: %s") % note for note in found.notes]
    return [f"{found.title}{counted(found)}", *lines] if lines else []


def counted(found: SectionPlan) -> str:
    """Count what comes, changes and goes."""
    counts = (
        (len(found.added), _("%d erbij")),
        (len(found.changed), _("%d gewijzigd")),
        (len(found.removed), _("%d weg")),
    )
    told = ", ".join(text % number for number, text in counts if number)
    return f" ({told})" if told else ""


def drift(found: Drift | None) -> dict[str, Any]:
    """Describe drift."""
    return {
        "file": found.digest if found else None,
        "release": found.release if found else None,
        "drift": [section(each) for each in found.sections] if found else [],
    }


def drift_in_words(found: Drift | None) -> str:
    """Describe drift for people; from the file to what is so."""
    if found is None:
        return _("Er is nog geen bestand doorgevoerd voor deze gemeente.")
    lines = [line for each in found.sections for line in (each.title, *(f"  {text}" for text in each.lines))]
    return "\n".join(lines) or _("Alles is zoals het bestand zegt.")
