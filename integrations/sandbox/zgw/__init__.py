"""A stand-in for what speaks ZGW: Zaken, Catalogi, Documenten, Notificaties and Autorisaties.

It comes in three profiles, below addresses of their own: `/zgw` as today's Open Zaak has it, `/zgw-1.0` as the first
version of the standard has it, and `/esuite` as a vendor speaks that version, with its quirks. Requests and answers are
held against the published contracts by `tests/contracts`; what the standard does not know is refused here too.
"""
