"""Pages on which functional managers say what holds for kinds of cases."""
