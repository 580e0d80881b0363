"""A name as it is written in a statement."""


def quoted(name: str) -> str:
    """A name of the server's own in quotation marks, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'
