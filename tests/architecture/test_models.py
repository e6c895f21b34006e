"""Every model is placed: in `public`, or in the tenants' schemas (architecture T6)."""

from django.apps import apps
from django.conf import settings

from tenants import registers, registry


def _place(app_config: object) -> list[str]:
    kind = type(app_config)
    names = {getattr(app_config, "name", ""), f"{kind.__module__}.{kind.__qualname__}"}
    return [
        place
        for place, listed in (("shared", settings.SHARED_APPS), ("tenant", settings.TENANT_APPS))
        if names & set(listed)
    ]


def test_every_app_with_tables_is_in_exactly_one_list() -> None:
    misplaced = {
        config.label: _place(config)
        for config in apps.get_app_configs()
        if any(model._meta.managed and not model._meta.proxy for model in config.get_models())
        and len(_place(config)) != 1
    }
    assert misplaced == {}


def test_no_app_is_in_both_lists() -> None:
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()


def test_every_content_type_and_permission_has_its_checked_in_id() -> None:
    assert registry.missing() == [], "run: manage.py registry --write"


def test_every_model_of_ours_has_a_rule_of_retention() -> None:
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"portal", "tenants", "integrations", "provisioning"}
    }
    ruled = {entry.model for entry in registers.retention}
    assert sorted(ours - ruled) == []
    assert sorted(ruled - ours - {m._meta.label for m in apps.get_models()}) == []
