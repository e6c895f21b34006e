"""Alerts to whoever runs the platform (C-073): one when something begins, one when it is over, by mail and webhook.

`operations.begin()` and `operations.end()` may be called as often as one likes: what is known already is said to
nobody again, after a restart neither, as alerts are rows in `public`. With an alert its notices are stored, one for
each channel of `settings.ALERT_CHANNELS`; `delivering` brings them, in order, until the other side has taken them.
A row names no municipality but by its UUID, and holds no personal data.
"""
