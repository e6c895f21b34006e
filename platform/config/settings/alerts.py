"""Who is told when something goes wrong, and by which channels (C-073)."""

from . import environment

ALERT_MAIL_TO = environment.words("ALERT_MAIL_TO")
"""Addresses of operators; without any there is no mail."""
ALERT_WEBHOOK_URL = environment.text("ALERT_WEBHOOK_URL", "")
ALERT_WEBHOOK_SECRET = environment.text("ALERT_WEBHOOK_SECRET", "")
"""Signs what is posted there; without both nothing is."""
ALERT_CHANNELS = {
    name: path
    for name, path, is_wanted in (
        ("mail", "tenants.alerts.mail.send", bool(ALERT_MAIL_TO)),
        (
            "webhook",
            "integrations.webhooks.operations.alert",
            bool(ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET),
        ),
    )
    if is_wanted
}
"""By dotted path: who brings a `tenants.alerts.types.Message`."""
ALERT_DIGESTS = {"mail": "tenants.alerts.mail.send_many"}
"""Channels that bring many at once as one message."""
