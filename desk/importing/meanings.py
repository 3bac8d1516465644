"""What a column of a table can mean, by the kind of record that its rows are."""

from django.utils.text import format_lazy

from agencies.models import AgencyKind
from agreements.models import IdentifierScheme
from agreements.models.relations import RelationKind
from agreements.schemes import NATIONAL_SCHEMES
from desk.designations import CODES

OF_DOCUMENT = {
    "source_title": "title of the document at that address",
    "source_publisher": "publisher of the document",
    "source_date": "date of the document",
    "source_language": "language of the document: its code, such as fr, or its name in English",
}
# What a column can mean, for each kind of record that a row makes.
MEANINGS = {
    "agreement": {
        "id": "identifier of the row in the table",
        "title": "title in at most eight words",
        "formal_title": "official title",
        "parties": "both parties, separated by “;”",
        "party_one": "first party",
        "party_two": "second party",
        "country": "country of the second party, as a check",
        "designation": "type of agreement",
        "sides": "bilateral or multilateral",
        "signed": "date of signature",
        "entered_into_force": "date of entry into force",
        "terminated": "date of termination",
        "expired": "date of expiry",
        "expiry_announced": "announced date of expiry",
        "approved": "date of approval",
        "ratified": "date of ratification",
        "notified": "date of the notification that it may enter into force",
        "registered": "date of registration",
        "provisionally_applied": "start of provisional application",
        "suspended": "date of suspension",
        "resumed": "date of resumption",
        "denounced": "date of denunciation",
        "replaced": "date of replacement",
        "rejected": "date of rejection",
        "withdrawn": "date of withdrawal before entry into force",
        "place": "place of signature",
        "areas": "cooperation areas, separated by “;”",
        **{
            kind: format_lazy("identifier of the row that this agreement {}", words)
            for kind, words in RelationKind.choices
        },
        "language": "language of the official title: its code, such as fr, or its name in English",
        "source_address": "web address of the document for this row",
        **OF_DOCUMENT,
    },
    "agency": {
        "id": "identifier of the row in the table",
        "acronym": "acronym",
        "name": "name in English",
        "native_name": "name in its own language",
        "country": "country",
        "kind": "type of organisation",
        "founded": "date of foundation",
        "parent": "parent organisation",
        "source_address": "web address of the document for this row",
        **OF_DOCUMENT,
    },
}
# For each kind of record the settings that say what sort it is, of every row and by the value of a column, and what
# they may say.
SORTS = {"agreement": ("designation", "designations", CODES), "agency": ("kind", "kinds", AgencyKind.values)}
# Begins the meaning of a column of identifiers; its scheme follows.
IDENTIFIER = "identifier:"
# Begins the fact that an agreement is related to another; the kind and the id of the other row follow.
RELATION = "relation:"
# A number of the others says nothing without its country, which no column tells.
SCHEMES = [scheme for scheme in IdentifierScheme.values if scheme not in NATIONAL_SCHEMES]
