"""Settings by topic, one module per kind of process that uses them.

`portal`, `console`, `portal_worker`, `lifecycle` and `migrations` are what `DJANGO_SETTINGS_MODULE` names
(architecture T11, T12); the other modules hold a topic each and are imported by `base`.
"""
