"""What the walls are attacked with, and what is found."""
