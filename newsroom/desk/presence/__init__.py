"""Who has a story open, and the record of who went on with what another person had begun."""
