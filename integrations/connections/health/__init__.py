"""How the connections of a municipality are doing (M-12, M-13, C-011, C-073).

Every call is counted where its breaker is (`guard.figures`). Twice a minute a job of the municipality itself *looks*
(`looking`): it reads the figures (`reading`), asks whoever has not been heard for a while (`probing`), judges
(`judging`), and writes the outcome, with a history of 24 hours, into the read model of the console (`telling`). What
fails becomes an alert, and an all-clear when it is over (`alarms`). Where a breaker opens or closes, the municipality
is looked at within seconds (`hurrying`).

Screens read `queries.board()` and `queries.of()`, and the words for people in `texts`.
"""
