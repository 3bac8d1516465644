"""Keep the tests away from anyone's data: a pytest plugin, loaded before the settings are read.

The folder goes when the interpreter ends, after the embedded server in it: exit functions run last-made first.
"""

import atexit
import os
import shutil
import signal
import tempfile

if "SPACECOOP_HOME" not in os.environ:
    home = tempfile.mkdtemp(prefix="spacecoop-test-")
    os.chmod(home, 0o711)  # noqa: S103 - as root, the server runs as another user, who must reach its folder
    os.environ |= {"SPACECOOP_HOME": home, "SPACECOOP_THROWAWAY": "1"}
    atexit.register(shutil.rmtree, home, ignore_errors=True)

# A polite kill and a closed terminal end the run as Ctrl-C does, so that those functions run.
for number in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.default_int_handler)
