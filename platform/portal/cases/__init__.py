"""Mijn zaken: how it stands with what somebody asked of the municipality (requirements P-153 to P-164).

Lists and cases come from all case systems of the municipality side by side (`integrations.zgw`); what kinds of cases
are called comes from our own mirror of their catalogues. What cannot be had now is said, and never looks like nothing.
"""
