"""News of cases: who is told what by which channel, and why somebody was not (P-185, P-186, P-195 to P-198).

`hearing.hear` is called with what a case system brought (the setting NOTIFICATION_HANDLERS). It gathers what has to be
known (`gathering`), lets the chains decide (`chains`: small pure functions, each with the reason for which it says
no), and writes down what was decided together with what is told (`telling`, `holding`). The query `explaining` answers
why somebody heard nothing.
"""
