"""A Django database engine over the embedded PostgreSQL: a connection starts the server when none runs."""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql import base, client

from .cluster import PORT, PROGRAMS, cluster_at


class DatabaseClient(client.DatabaseClient):
    executable_name = str(PROGRAMS / "psql")

    def runshell(self, parameters):
        self.connection.ensure_connection()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict, alias=DEFAULT_DB_ALIAS):
        self.cluster = cluster_at(settings.HOME)
        address = {"HOST": str(self.cluster.socket_folder), "PORT": str(PORT), "USER": "postgres"}
        super().__init__(settings_dict | address, alias)

    def get_new_connection(self, conn_params):
        self.cluster.join()
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:  # not started yet, killed meanwhile, or no such database yet
            self.cluster.prepare(conn_params["dbname"])
            return super().get_new_connection(conn_params)
