"""The shapes of answers that are no records: pairs, search, citations, changes, matches and problems."""

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateTimeField,
    DictField,
    IntegerField,
    ListField,
    Serializer,
    URLField,
)

from agreements.models import ReportedAs
from catalogue.matching import HOW
from catalogue.matching import KINDS as MATCHED
from catalogue.search import KINDS
from opendata.answers import PLURALS
from opendata.shapes.agreements import AgreementRow
from opendata.shapes.events import EventRow
from opendata.shapes.parts import Resource, shape_of
from spacecoop.fields import Basis
from spacecoop.languages import in_original_language

HOW_MATCHED = [*HOW.items()]


class Side(Resource):
    """One of the two of a pair."""

    kind = ChoiceField(
        [("country", "country"), ("agency", "organisation")], help_text="Whether it is a country or an organisation."
    )
    key = CharField(help_text="Code of the country, or slug of the organisation.")
    name = CharField(help_text="Name of the country or organisation.")


class AgreementsBetween(Serializer):
    """The agreements of a pair."""

    count = IntegerField(help_text="How many there are.")
    results_url = URLField(help_text="The list of all of them in the API.")
    results = AgreementRow(many=True, help_text="The newest, at most a hundred.")


class EventsBetween(Serializer):
    """The events of a pair."""

    count = IntegerField(help_text="How many there are.")
    results_url = URLField(help_text="The list of all of them in the API.")
    results = EventRow(many=True, help_text="The oldest, at most a hundred.")


class Between(Serializer):
    """The agreements and events between two countries or organisations."""

    html_url = URLField(help_text="Web page of the pair.")
    sides = Side(many=True, help_text="The two, in the order asked for.")
    agreements = AgreementsBetween(help_text="Agreements to which both are parties.")
    events = EventsBetween(help_text="Events in which both take part, however they are reported.")


class Hit(Resource):
    """A record that the search found."""

    kind = ChoiceField([(kind, shown.many) for kind, shown in KINDS.items()], help_text="Kind of record.")
    slug = CharField(help_text="Permanent identifier of the record.")
    title = CharField(help_text="Title or name of the record.")
    subtitle = CharField(help_text="Type, parties or date, in English words.")
    snippet = CharField(
        help_text="Excerpt of what is said of the record, each hit in «»; plain text; empty if nothing is."
    )


class Pair(Serializer):
    """Two countries or organisations that the query names."""

    label = CharField(help_text="The names of the two.")
    html_url = URLField(help_text="Web page of all that is between the two.")


@in_original_language
def _numbers_found():
    return {
        name: IntegerField(required=False, help_text=f"{kind.many.capitalize()} found.") for name, kind in KINDS.items()
    }


HitCounts = shape_of(
    "HitCounts",
    "The number of hits of each kind of record; a kind without hits is left out.",
    _numbers_found(),
)


class Search(Serializer):
    """The answer to a search."""

    count = IntegerField(help_text="Number of hits.")
    next = URLField(allow_null=True, help_text="The next page; null on the last one.")
    previous = URLField(allow_null=True, help_text="The page before; null on the first one.")
    results = Hit(many=True, help_text="The hits of this page, the best first.")
    query = CharField(help_text="The query as sent.")
    corrected_query = CharField(
        allow_null=True, help_text="The query that was used instead; null if the query was used as sent."
    )
    counts = HitCounts(help_text="Hits of each kind of record.")
    pair = Pair(allow_null=True, help_text="The pair that the query names, if it names two.")


class CitedStatement(Serializer):
    """A fact of a record, with the quotation of a source that supports it."""

    record = CharField(help_text="The record: its list and its slug, as in its web address.")
    fact = CharField(help_text="What is stated: a fact of the record, or one of its parts.")
    value = CharField(allow_null=True, help_text="The value; null where the whole record is supported.")
    basis = ChoiceField(
        Basis.choices, allow_null=True, help_text="How the date is known; null where the fact is no date."
    )
    details = DictField(
        child=CharField(), help_text="What else belongs to the fact, by name, such as role or language."
    )
    supports = CharField(allow_null=True, help_text="What of it is supported, by name; null for the fact as a whole.")
    reported_as = ChoiceField(
        ReportedAs.choices, allow_null=True, help_text="How the source reports it; null where it reports a fact."
    )
    quote = CharField(help_text="Quotation, at most eight words.")
    gloss = CharField(allow_null=True, help_text="English rendering of the quotation, ours; null where there is none.")
    source = CharField(help_text="Slug of the source.")


class CitedRecord(Resource):
    """A record with its citations."""

    kind = CharField(help_text="Kind of record.")
    slug = CharField(help_text="Slug of the record.")
    statements = CitedStatement(many=True, help_text="Its statements that have a citation, one for each citation.")


class Citations(Serializer):
    """Records with their citations."""

    count = IntegerField(help_text="Number of records that match, on all pages.")
    next = URLField(allow_null=True, help_text="The next page; null on the last one.")
    previous = URLField(allow_null=True, help_text="The page before; null on the first one, and with `cursor`.")
    results = CitedRecord(many=True, help_text="The records of this page.")


class Change(Serializer):
    """What last became of what stood under the slug of a record."""

    kind = ChoiceField([(kind, kind) for kind in PLURALS], help_text="Kind of record.")
    slug = CharField(help_text="Slug of the record, as the list of its kind and the archive have it.")
    what = ChoiceField(
        [
            ("changed", "added, changed or brought back: get the record at `url`"),
            ("deleted", "removed, with nothing in its place"),
            ("merged", "found to be the same as another record, which has its facts now"),
            ("renamed", "the same record under another slug"),
        ],
        help_text="What became of it. Remove your copy of the slug if it is anything but `changed`.",
    )
    revision = IntegerField(help_text="Revision with which readers saw it.")
    changed_at = DateTimeField(help_text="When that revision was made.")
    moved_to = CharField(allow_null=True, help_text="Slug of the record where it stands now; null but if moved.")
    url = URLField(allow_null=True, help_text="The record in the API, where it stands now; null if deleted.")


class Changes(Serializer):
    """Changes since a revision, with what to ask next."""

    revision = IntegerField(help_text="Revision of the data that the answer is of.")
    changed_at = DateTimeField(allow_null=True, help_text="When that revision was made; null while there are no data.")
    edition = CharField(help_text="Mark of the data at that revision; another history has another mark.")
    next = URLField(allow_null=True, help_text="The next page; null on the last one.")
    changes_url = URLField(
        allow_null=True,
        help_text="Where later changes will be told: keep it for the next time; null but on the last page.",
    )
    results = Change(many=True, help_text="The changes of this page, in the order of revisions.")


class NameToMatch(Serializer):
    """A name to match with a record."""

    name = CharField(help_text="The name, acronym, former name, title, code or number, as you have it.")
    kind = ChoiceField(list(MATCHED), required=False, help_text="Only records of this kind; any of these if left out.")
    country = CharField(
        required=False, help_text="Code or name of the country of the organisation, or of a party of the agreement."
    )


class MatchCandidate(Resource):
    """A record that a name may mean."""

    kind = ChoiceField(list(MATCHED), help_text="Kind of record.")
    slug = CharField(help_text="Permanent identifier of the record.")
    name = CharField(help_text="Name or title of the record.")
    score = IntegerField(
        min_value=0, max_value=100, help_text="How well it fits; 100 only where the record is called exactly so."
    )
    match = BooleanField(help_text="Whether it can be taken without looking; true for one candidate at most.")
    matched_by = ChoiceField(HOW_MATCHED, help_text="Which of its names is meant by `matched_name`.")
    matched_name = CharField(help_text="The name of the record that is most like the name asked for.")
    reason = CharField(help_text="Both in words.")
    differs = ListField(
        child=CharField(), help_text="What was asked for and is stated otherwise; `country` or nothing."
    )


class MatchResult(Serializer):
    """What one name was matched with."""

    name = CharField(help_text="The name as sent.")
    kind = CharField(allow_null=True, help_text="The kind asked for; null if none was.")
    country = CharField(allow_null=True, help_text="The country asked for; null if none was.")
    note = CharField(help_text="In a sentence: what the name is taken for, or between which records it is left open.")
    candidates = MatchCandidate(many=True, help_text="The records that it may mean, at most five, the best first.")


class Matches(Serializer):
    """What names were matched with."""

    results = MatchResult(many=True, help_text="One for each name, in the order in which they were sent.")


class ParameterError(Serializer):
    """What is wrong with one parameter."""

    parameter = CharField(help_text="Name of the parameter.")
    message = CharField(help_text="What is wrong, in English.")
    suggestion = CharField(allow_null=True, help_text="What was probably meant; null if nothing is near.")
    known = ListField(child=CharField(), required=False, help_text="All parameters that there are; told once.")


class Problem(Serializer):
    """Problem details of an error (RFC 9457)."""

    type = CharField(help_text="Always “about:blank”: the status says what type of problem it is.")
    title = CharField(help_text="The type of problem, in a few words.")
    status = IntegerField(help_text="HTTP status code.")
    detail = CharField(help_text="What is wrong, in English.")
    errors = ParameterError(many=True, required=False, help_text="What is wrong with each parameter.")
