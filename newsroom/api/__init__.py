"""What partners and apps read: published things only, as JSON. Nothing here reaches a working copy."""
