"""The data as they were at a moment: a copy of a server, and the log since, replayed up to there on one more server."""

import shutil
import time
from contextlib import contextmanager

from bench.cluster.postgres import DATABASE, Node
from spacecoop.embedded import account

MOMENT = "SELECT clock_timestamp()::text"


class Restored(Node):
    """A server of its own: it follows nobody, and nobody follows it."""

    def __init__(self, place, archive):
        super().__init__(place, "restored", ())
        self.archive, self.seconds = archive, 0.0
        self.more = {"synchronous_standby_names": "", "primary_conninfo": "", "primary_slot_name": ""}
        self.more |= {"archive_mode": "off", "restore_command": f'cp "{archive}/%f" "%p"'}

    def recover(self, backup, moment):
        """Take a copy of a server and replay the log up to a moment; what was committed after it is not there."""
        began = time.monotonic()
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(backup, self.data, symlinks=True)
        (self.data / "standby.signal").unlink()
        (self.data / "recovery.signal").touch()
        if self.account:
            account.give_tree(self.data, self.account)
        self.data.chmod(0o700)
        self.more |= {"recovery_target_time": moment, "recovery_target_action": "promote"}
        self.start()
        while self.ask("SELECT pg_is_in_recovery()"):
            time.sleep(0.1)
        self.seconds = time.monotonic() - began

    def title(self, key):
        """Return the title of an agreement."""
        with self.connect(DATABASE) as connection:
            return connection.execute("SELECT title FROM agreements_agreement WHERE id = %s", [key]).fetchone()[0]


class Restoring:
    def __init__(self, cluster):
        self.cluster, self.place = cluster, cluster.place
        self.copy = Node(cluster.place, "restored")

    def back_up(self):
        """Copy the primary while it works; only the log of later is needed beside it."""
        shutil.rmtree(self.place.folder / "backup", ignore_errors=True)
        self.copy.copy(self.cluster.failover.leader)
        self.copy.data.rename(self.place.folder / "backup")

    def moment(self):
        """Return the present moment as the primary tells it."""
        return self.cluster.failover.leader.ask(MOMENT)

    @contextmanager
    def restored(self, moment):
        """Give a server with the data of a moment; it ends with the context."""
        self.cluster.failover.leader.ask("SELECT pg_switch_wal()")  # so that what was written last is in the archive
        server = Restored(self.place, self.place.folder / "archive")
        try:
            server.recover(self.place.folder / "backup", moment)
            yield server
        finally:
            server.stop()
