"""Chooses a door."""

from assessor.cli.main import main

if __name__ == "__main__":
    main()
