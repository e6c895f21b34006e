"""The pages of the profile, one module each."""
