"""Pages of accounts: staff in /beheer/, and ways to sign in for citizens."""
