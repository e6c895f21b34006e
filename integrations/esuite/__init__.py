"""What the eSuite has besides cases: customers and contacts, in its own versions of Klanten and Contactmomenten."""
