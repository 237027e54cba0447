"""`python -m tyopaja`."""

from tyopaja.cli import main

main()
