"""What is read of documents on their way."""
