"""Keys with which partners and apps read the content API, and how often each may ask."""
