import pytest

from desk.reading import marked_text
from desk.reading.marks import read as read_marks
from tests.factories import make_agency, make_area


@pytest.fixture
def curator(client, admin_user):
    client.force_login(admin_user)
    make_agency("cnes", name="Centre of France", acronym="CNES")
    make_agency("csa", name="Agency of Canada", acronym="CSA")
    make_area("ballooning", name="Ballooning")
    return client


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch):
    """Read texts without a process of their own, for which other tests are."""
    monkeypatch.setattr(marked_text, "answers", lambda task, file, instead: read_marks(file))
