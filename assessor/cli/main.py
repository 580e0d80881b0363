"""The command tree."""

import click


@click.group()
def main() -> None:
    """A security and privacy self-assessment for smart-city programmes."""
