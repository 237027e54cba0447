"""Who comes in: codes, links, cookies, and how often anybody may ask."""
