"""Read somebody's cases (`lists`, `files`), for whom that is (`asking`), and what their kinds are called (`kinds`)."""
