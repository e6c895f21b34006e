"""What pages and jobs ask: `mirror` answers from our own database what kinds of cases there are."""
