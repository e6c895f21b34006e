"""The Connection Doctor: walk through the layers of a connection and say where it stops (requirement C-031).

`walking` makes the steps: the network itself, then what the check of the system finds (`settings.CONNECTION_CHECKS`)
and what its probe finds out about versions and capabilities (`settings.CONNECTION_PROBES`). `letters` says them in
plain Dutch, with what to ask the supplier.
"""
