"""The addresses of the API, room by room. A view finds what is named, asks one thing, and tells what came of it."""
