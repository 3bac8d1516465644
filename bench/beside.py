"""Serve what the site is compared with, by the same web server: `python -m bench.beside limit 8001`, or `empty`."""

import sys

from spacecoop.webserver import WebServer, bind, listen


class Beside(WebServer):
    def __init__(self, name, port):
        listener = bind("127.0.0.1", port)
        listen(listener)
        self.name = name
        super().__init__(listener, workers=2, threads=8, when_ready=lambda: None)

    def load(self):
        if self.name == "empty":  # DJANGO_SETTINGS_MODULE is bench.empty
            return super().load()
        from bench.limit import application

        return application


if __name__ == "__main__":
    Beside(sys.argv[1], int(sys.argv[2])).run()
