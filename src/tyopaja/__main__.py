"""`python -m tyopaja`."""

from tyopaja.cli import main

if __name__ == "__main__":  # processes that we start read this module too, under another name
    main()
