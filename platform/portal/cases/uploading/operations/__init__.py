"""What is written of documents on their way."""
