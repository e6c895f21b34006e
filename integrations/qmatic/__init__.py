"""Appointments at the counter: the Calendar API of Qmatic Orchestra (I-175)."""
