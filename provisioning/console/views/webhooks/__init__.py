"""Webhooks in the console: addresses that are told, and what was brought there."""

from django.urls import URLPattern, path

from .delivering import deliveries, delivery, replay
from .showing import webhook, webhooks
from .tending import add, events, forget, remove, rotate, switch

ALL = "webhooks/"
SENT = f"{ALL}berichten/"
ONE = f"{ALL}<uuid:endpoint>/"
WEBHOOKS: list[URLPattern] = [
    path(ALL, webhooks, name="webhooks"),
    path(f"{ALL}toevoegen/", add, name="webhook_add"),
    path(SENT, deliveries, name="deliveries"),
    path(f"{SENT}<uuid:delivery>/", delivery, name="delivery"),
    path(f"{SENT}<uuid:delivery>/opnieuw/", replay, name="delivery_replay"),
    path(ONE, webhook, name="webhook"),
    path(f"{ONE}berichten/", events, name="webhook_events"),
    path(f"{ONE}schakelen/", switch, name="webhook_switch"),
    path(f"{ONE}geheim/", rotate, name="webhook_rotate"),
    path(f"{ONE}geheim/vergeten/", forget, name="webhook_forget"),
    path(f"{ONE}verwijderen/", remove, name="webhook_remove"),
]

__all__ = ["WEBHOOKS"]
