"""What signing in costs and how much of it goes, what a profile and erasing it take, and what time tells strangers."""
