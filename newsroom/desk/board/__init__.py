"""The desk's first page: what waits, what comes, what went wrong, for the person who looks."""
