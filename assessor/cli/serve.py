"""The terminal interface in a browser on this computer."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, by_option, file_argument, option, pass_door


@click.command("serve", cls=Command, help="help.serve")
@file_argument
@option("--host", metavar="HOST", default="127.0.0.1", help="option.serve_host")
@option("--port", metavar="PORT", type=click.IntRange(0, 65535), default=0, help="option.serve_port")
@by_option
@pass_door
@click.pass_context
def serve(context: click.Context, door: Door, file: str, host: str, port: int) -> None:
    """Serve until Ctrl+C."""
    door.open(file, read_only=True).store.close()
    if door.serve is None:
        output.data(context.find_root().get_help())
        return

    def tell(address: str) -> None:
        output.data(address)
        output.note(door.say("cli.serve.open"))
        output.flush()

    context.exit(door.serve(file, door.session, door.lang, (host, port), tell))
