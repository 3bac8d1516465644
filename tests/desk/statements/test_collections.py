"""A collection is loaded, loaded again without a change, and removed without a trace; what was edited since is kept."""

import csv

import pghistory
import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency
from agreements.models import Agreement, Citation, Event, Source
from desk import collections
from desk.merging import merge, merge_all, to_merge, undo_all
from desk.models import Import
from spacecoop.management.commands import serve
from spacecoop.models import Collection
from tests.desk.statements.test_importing import AGREEMENT, COLUMNS, SOURCES
from tests.desk.test_changesets import everything
from tests.factories import make_agency, make_agreement, make_area, make_country

pytestmark = pytest.mark.django_db
OTHER = [
    {"record": "agreements/other", "fact": "title", "value": "On dust"},
    *(
        {
            "record": "agreements/other",
            "fact": "party",
            "value": agency,
            "role": "party",
            "quote": f"the {agency}",
            "source": "lsa-2021",
        }
        for agency in ("lsa", "msa")
    ),
]


@pytest.fixture
def wider(tmp_path, monkeypatch):
    """Return a function that writes a collection called “wider”."""
    monkeypatch.setattr(collections, "FOLDER", tmp_path)
    make_agency("msa", name="Martian Space Agency")

    def write(rows, version="1"):
        folder = tmp_path / "wider"
        folder.mkdir(exist_ok=True)
        (folder / "collection.yaml").write_text(
            f"title: A wider set\nversion: {version}\nlicence: CC BY 4.0\n"
            "licence_url: https://example.org/\nsummary: More.\n"
        )
        with (folder / "statements.csv").open("w", newline="") as file:
            written = csv.DictWriter(file, COLUMNS)
            written.writeheader()
            written.writerows(rows)
        with (folder / "sources.csv").open("w", newline="") as file:
            csv.writer(file).writerows(SOURCES)

    return write


def test_it_is_loaded_again_without_a_change_and_removed_without_a_trace(wider, capsys):
    make_area("robotics")
    areas = [
        {"record": "areas/technology", "fact": "name", "value": "Technology"},
        {"record": "areas/robotics", "fact": "broader", "value": "technology"},
    ]
    wider([*AGREEMENT, *OTHER, *areas])
    before = everything()
    call_command("collection", "load", "wider")
    assert "Records: 6 new, 1 changed." in capsys.readouterr().out
    loaded = everything()
    assert {Agreement.objects.get(slug=slug).collection.slug for slug in ("lsa-msa", "other")} == {"wider"}
    assert Agency.objects.get(slug="msa").collection is None
    call_command("collection", "load", "wider")
    assert "Records: 7 unchanged." in capsys.readouterr().out
    assert everything() == loaded
    assert Import.objects.count() == 1
    call_command("collection", "remove", "wider")
    assert "6 records; 0 are kept" in capsys.readouterr().out
    assert everything() == before
    assert not Collection.objects.exists()


def test_a_newer_version_changes_what_it_states_and_is_removed_too(wider):
    before_all = everything()
    wider(AGREEMENT)
    call_command("collection", "load", "wider")
    newer = [dict(row) for row in [*AGREEMENT, *OTHER]]
    newer[3]["value"] = "On the craters of the Moon"
    wider(newer, version="2")
    call_command("collection", "load", "wider")
    assert Agreement.objects.get(slug="lsa-msa").title == "On the craters of the Moon"
    assert Collection.objects.get().version == "2"
    call_command("collection", "remove", "wider")
    assert everything() == before_all


@pytest.mark.many
@pytest.mark.parametrize("how", ["its title", "one of its parts", "its event", "a citation"])
def test_what_was_edited_since_is_kept_whole_and_told(wider, capsys, how):
    wider([*AGREEMENT, *OTHER])
    call_command("collection", "load", "wider")
    agreement = Agreement.objects.get(slug="lsa-msa")
    with pghistory.context(reason="an edit"):
        if how == "its title":
            Agreement.objects.filter(pk=agreement.pk).update(title="Our own")
        elif how == "one of its parts":
            agreement.titles.all().update(text="Accord")
        elif how == "its event":
            Event.objects.update(place="Paris")
        else:
            Citation.objects.get(party__agreement=agreement).delete()
    capsys.readouterr()
    call_command("collection", "remove", "wider")
    told = capsys.readouterr().out
    agreement.refresh_from_db()
    assert f"Kept: {agreement} (edited or merged since)." in told
    assert "Kept: Lunar Space Agency (LSA) (others lead to it)." in told
    assert not Agreement.objects.filter(slug="other").exists()
    assert agreement.parties.count() == 2
    assert agreement.collection is None
    assert Event.objects.get().agreement == agreement
    assert Source.objects.exists()


@pytest.mark.thorough
def test_what_was_merged_into_a_record_of_ours_is_kept_with_it(wider, capsys):
    wider([*AGREEMENT, *OTHER])
    call_command("collection", "load", "wider")
    with pghistory.context(reason="an edit"):
        ours = make_agreement("ours", parties=["lsa", "msa"])
    merge(ours, Agreement.objects.get(slug="lsa-msa"))
    call_command("collection", "remove", "wider")
    assert Event.objects.get().agreement == ours
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"ours"}


@pytest.mark.thorough
def test_what_was_merged_in_bulk_stays_merged_and_is_kept(wider, capsys):
    again = [{**row, "record": "agreements/other-2"} for row in OTHER]
    twice = [*AGREEMENT, *OTHER, *again]
    wider(twice)
    call_command("collection", "load", "wider")
    with pghistory.context(reason="an edit"):
        make_agreement("ours", title="On craters", parties=["lsa", "msa"], acts={"signed": "2021-12-06"})
    chosen = {("ours", "lsa-msa"), ("other", "other-2")}
    keys = dict(Agreement.objects.values_list("slug", "pk"))
    pairs = to_merge(Agreement, [(keys[one], keys[other]) for one, other in chosen])
    assert {(survivor.slug, merged.slug) for survivor, merged in pairs} == chosen
    done = merge_all(pairs)
    merged = everything()
    capsys.readouterr()
    call_command("collection", "load", "wider")
    assert everything() == merged
    assert Agreement.objects.count() == 2
    call_command("collection", "remove", "wider")
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"ours", "other"}
    assert {event.agreement.slug for event in Event.objects.all()} == {"ours"}
    assert done[0].batch == done[1].batch


@pytest.mark.thorough
def test_what_was_merged_with_other_parties_of_its_countries_is_loaded_again_even_after_it_was_removed(wider):
    make_agency("lsa", country="BE")
    Agency.objects.filter(slug="msa").update(country=make_country("FR"))
    wider(OTHER)
    call_command("collection", "load", "wider")
    with pghistory.context(reason="an edit"):
        make_agreement("ours", title="On dust", parties=["BE", "FR"])
    merge(Agreement.objects.get(slug="ours"), Agreement.objects.get(slug="other"))
    merged = everything()
    call_command("collection", "load", "wider")
    assert everything() == merged
    call_command("collection", "remove", "wider")
    call_command("collection", "load", "wider")
    assert set(Agreement.objects.get().parties.values_list("agency__slug", flat=True)) == {"state-of-be", "state-of-fr"}


@pytest.mark.thorough
def test_what_was_merged_in_bulk_and_undone_is_loaded_and_removed_as_before(wider):
    before = everything()
    wider([*AGREEMENT, *OTHER, *({**row, "record": "agreements/other-2"} for row in OTHER)])
    call_command("collection", "load", "wider")
    loaded = everything()
    done = merge_all(
        to_merge(Agreement, [Agreement.objects.filter(slug__startswith="other").values_list("pk", flat=True)])
    )
    assert undo_all(done[0].batch) == 1
    assert everything() == loaded
    call_command("collection", "load", "wider")
    assert everything() == loaded
    call_command("collection", "remove", "wider")
    assert everything() == before


@pytest.mark.thorough
def test_what_ours_leads_to_is_kept(wider, capsys):
    wider([*AGREEMENT, *OTHER])
    call_command("collection", "load", "wider")
    with pghistory.context(reason="an edit"):
        make_agreement("ours", parties=["lsa", "msa"])
    call_command("collection", "remove", "wider")
    assert Agency.objects.filter(slug="lsa").exists()
    assert not Agreement.objects.exclude(slug="ours").exists()


def test_what_is_wrong_is_found_before_anything_is_loaded(wider):
    wider([*AGREEMENT, {"record": "agreements/lsa-msa", "fact": "area", "value": "nothing"}])
    with pytest.raises(CommandError, match="Line 14: there is no area “nothing”"):
        call_command("collection", "load", "wider")
    assert not Agreement.objects.exists()
    assert not Collection.objects.exists()
    assert not Import.objects.exists()
    wider(AGREEMENT)
    with pytest.raises(CommandError, match="agreements/lsa-msa has no citation for “party:Martian Space Agency:party”"):
        call_command("collection", "check", "wider")
    with pytest.raises(CommandError, match=r"There is no collection “wide”\. There are: wider"):
        call_command("collection", "load", "wide")
    with pytest.raises(CommandError, match=r"No collection “wider” is loaded\. Loaded: none"):
        call_command("collection", "remove", "wider")


@pytest.mark.thorough
def test_a_start_loads_the_collection_that_it_is_told_once(wider, capsys):
    wider(AGREEMENT)
    start = serve.Command()
    for _ in range(2):
        start.load_collection("wider")
    assert Agreement.objects.get().collection.slug == "wider"
    assert Import.objects.count() == 1
    start.load_collection("")
    with pytest.raises(CommandError, match="There is no collection “nothing”"):
        start.load_collection("nothing")
