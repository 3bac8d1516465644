"""What a curator posts to the pages for reading a source."""

from django.urls import reverse

ADD = "/admin/desk/sourcetext/add/"
TEXT = "Paris, 20 January 2021\n\nCNES and CSA discussed their framework agreement, which is set to expire in December."


def bring(client, **given):
    return client.post(ADD, {"pasted": TEXT, **given}, follow=True)


def read(text):
    return reverse("admin:agreements_read", args=[text.pk])


def filled(**changes):
    """Return what the page posts for one agreement with its announced expiry."""
    posted = {
        "source-title": "A release",
        "source-publisher": "CNES",
        "source-kind": "press_release",
        "source-language": "en",
        "source-address": "https://example.org/a",
        "source-published": "2021-01-20",
        "source-slug": "",
        "source-date_phrase": "Paris, 20 January 2021",
        "names-TOTAL_FORMS": 0,
        "names-INITIAL_FORMS": 0,
        "agreements-TOTAL_FORMS": 1,
        "agreements-INITIAL_FORMS": 0,
        "agreements-0-title": "Framework agreement of CNES and CSA",
        "agreements-0-form": "agreement",
        "agreements-0-function": "framework",
        "agreements-0-phrase": "their framework agreement",
        "agreements-0-links-TOTAL_FORMS": 2,
        "agreements-0-links-INITIAL_FORMS": 0,
        "agreements-0-links-0-role": "party",
        "agreements-0-links-0-record": "cnes",
        "agreements-0-links-0-phrase": "CNES and CSA discussed",
        "agreements-0-links-1-role": "party",
        "agreements-0-links-1-record": "CSA",
        "agreements-0-links-1-phrase": "CNES and CSA discussed",
        "events-TOTAL_FORMS": 1,
        "events-INITIAL_FORMS": 0,
        "events-0-title": "Expiry announced",
        "events-0-kind": "expiry_announced",
        "events-0-modality": "announced",
        "events-0-kind_phrase": "is set to expire in December",
        "events-0-agreement": "1",
        "events-0-date": "2021-12",
        "events-0-date_basis": "derived",
        "events-0-date_phrase": "set to expire in December",
        "events-0-as_of": "2021-01-20",
        "events-0-links-TOTAL_FORMS": 0,
        "events-0-links-INITIAL_FORMS": 0,
    }
    return posted | {name.replace("__", "-"): value for name, value in changes.items()}
