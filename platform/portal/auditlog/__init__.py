"""The municipality's audit log, for its own administrators: who did what, the platform's operators too (C-070).

Records are written by `tenants.audit.record()`, and sealed, checked and brought here by `provisioning.audit`.
"""
