"""What leaves for other systems has one effect, whatever is killed, away or doubled (fault F26, M-09)."""
