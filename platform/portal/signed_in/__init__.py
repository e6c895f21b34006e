"""What somebody who has signed in has on every page: how long it lasts, where else they are in, and for whom they act.

`portal.accounts` knows who it is; here are the pages and the middleware around that: sessions that slide and end, one's
own sign-ins, the switcher, and the choice of a branch.
"""
