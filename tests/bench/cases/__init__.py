"""What Mijn zaken costs: a list, a case, 10,000 cases of a company, a large file, and a dead case system."""
