"""What pages and jobs ask: `cases` and `documents` ask the systems, `mirror` our own database for kinds of cases."""
