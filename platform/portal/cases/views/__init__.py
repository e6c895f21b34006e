"""Pages of Mijn zaken."""
