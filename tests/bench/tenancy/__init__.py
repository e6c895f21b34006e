"""What tenancy and its walls cost, as ratios within one run: `make bench-tenancy` (tenancy T8, T9, T11)."""
