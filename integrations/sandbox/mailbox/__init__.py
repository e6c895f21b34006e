"""Where all mail of the demo lands: taken by SMTP, kept as files, shown as pages and as JSON."""
