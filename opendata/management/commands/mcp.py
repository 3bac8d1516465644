import sys

from django.conf import settings
from django.core.management import BaseCommand

from spacecoop.embedded.account import step_down


class Command(BaseCommand):
    help = "Answer an assistant by the Model Context Protocol on standard input and output, read-only."

    def add_arguments(self, parser):
        site = f"https://{settings.PUBLIC_HOST}" if settings.PUBLIC_HOST else ""
        parser.add_argument("--site", default=site, help="where the addresses in answers lead, https://example.org")

    def handle(self, *, site, **options):
        if self._called_from_command_line:
            step_down(settings.HOME)
        import anyio  # only now: the library takes long to load
        from mcp.server.stdio import stdio_server

        from opendata.mcp.server import server_for

        async def serve():
            server = server_for(site.rstrip("/"))
            async with stdio_server() as (read_stream, write_stream):
                await server.run(read_stream, write_stream, server.create_initialization_options())

        try:
            anyio.run(serve)
        except KeyboardInterrupt:
            sys.exit(0)
