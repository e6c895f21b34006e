"""Look at what an editor writes, as a visitor with a screen reader or with little Dutch would (P-268).

A *fault* keeps out of a text whoever cannot see it, and holds its publication back; *style* is advice. All of it is a
pure function of the HTML that visitors would get: `judging.judge(html)`.
"""
