"""What a visitor chooses for this browser: how letters look, and whether visits may be counted (P-228, P-244 to P-246).

A choice is a plain cookie of this host and stands nowhere else. Pages are the same bytes for everybody (architecture
P4): with script the choice is shown by `portal.js`, without it by a small stylesheet that only such browsers ask for.
So a page holds both a button for large letters and one for ordinary ones, and neither a token nor a choice.
"""
