"""Tables of what a session holds: CSV, XLSX and ODS, and lists from XLSX back in. `tables` is what all of them say."""
