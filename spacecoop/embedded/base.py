"""A Django database engine over the embedded PostgreSQL: a connection starts the server when none runs."""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql import base, client, creation
from psycopg.errors import ConnectionTimeout

from .cluster import PROGRAMS, ROLE, cluster_at
from .configuration import PORT


class DatabaseClient(client.DatabaseClient):
    executable_name = str(PROGRAMS / "psql")

    def runshell(self, parameters):
        self.connection.ensure_connection()
        super().runshell(parameters)


class DatabaseCreation(creation.DatabaseCreation):
    def _destroy_test_db(self, test_database_name, verbosity):
        """Drop it although a thread of a browser test still holds a connection: nobody else can."""
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(test_database_name)} WITH (FORCE)")


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient
    creation_class = DatabaseCreation

    def __init__(self, settings_dict, alias=DEFAULT_DB_ALIAS):
        self.cluster = cluster_at(settings.HOME)
        # In place: test runs rename the database in the settings that all wrappers share.
        settings_dict.update(HOST=str(self.cluster.socket_folder), PORT=str(PORT), USER=ROLE)
        super().__init__(settings_dict, alias)

    def get_new_connection(self, conn_params):
        self.cluster.join()
        try:
            return super().get_new_connection(conn_params)
        except ConnectionTimeout:  # it runs, and is frozen
            raise
        except self.Database.OperationalError:  # not started yet, killed meanwhile, or no such database yet
            self.cluster.prepare(conn_params["dbname"])
            return super().get_new_connection(conn_params)
