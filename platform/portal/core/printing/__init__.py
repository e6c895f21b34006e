"""Make a tagged PDF (PDF/UA-1) of a page (P-253), by WeasyPrint in a process of its own.

What is printed holds words of editors, so the process that reads it knows nothing and reaches nobody (attacks W04, W07,
W21): it starts without our environment, gets the few files that it may show with the page, has no network, and is ended
when it takes too long or grows too large.
"""
