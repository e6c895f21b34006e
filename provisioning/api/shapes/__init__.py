"""What goes into the API and comes out of it. Texts are for people who read the description, and in Dutch."""
