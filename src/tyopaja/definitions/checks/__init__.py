"""What a pack must keep to besides the form of its files: one module a subject, each giving findings.

`tyopaja.definitions.soundness` puts them in order. A check takes model values and knows of no file but the name
that its findings carry, reads nothing and never raises. One mistake is one finding: a check stays silent where
another one has spoken about the cause."""
