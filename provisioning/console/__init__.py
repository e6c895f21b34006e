"""The screens from which operators open, watch and change municipalities.

On a host of its own, with accounts, second factors, sessions and cookies of its own, in tables of `public`
(architecture T11). The console's database login has no rights inside a tenant's schema: what must happen
there is asked of `provisioning.lifecycle` and `integrations.connections`, and what is shown of it comes
from the read model that the tenant's own jobs write. Every act is written down (`tenants.audit.record`).
"""
