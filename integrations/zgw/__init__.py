"""Case systems that speak the ZGW standard (Zaakgericht werken).

The standard: https://vng-realisatie.github.io/gemma-zaken/
"""
