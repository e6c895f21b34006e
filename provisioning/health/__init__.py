"""Tell those who keep the platform running whether this process is up and can work.

Only on internal host names, above everything else, without sessions or tenants. `/healthz` says that the
process answers; `/readyz` says whether it can serve, and what is the matter around it.
"""
