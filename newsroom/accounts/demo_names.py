"""The demo newsroom's accounts, one or two a role. Each has its name as password, so only where DEMO is on."""

DEMO_ACCOUNTS = ("reporter", "reporter2", "editor", "editor2", "chief", "moderator", "admin")
