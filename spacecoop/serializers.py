"""The shapes that both apps' API share: dates, citations, links to other records."""

from operator import attrgetter

from django.db.models import Manager
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class Written:
    """Mixed into a serializer that only writes: the same shape in a third of the time.

    How each field is read is settled once, not asked again for every field of every record.
    """

    def to_representation(self, record):
        return {name: read(record) for name, read in self._readers}

    @cached_property
    def _readers(self):
        return [(name, _reader(field)) for name, field in self.fields.items()]


def _reader(field):
    """Return the function that takes a record and gives what `field` writes of it."""
    if isinstance(field, serializers.SerializerMethodField):
        return getattr(field.parent, field.method_name)
    # A source of several steps may lead through a mapping, which the framework's own way understands.
    find = field.get_attribute if "." in field.source else attrgetter(field.source)
    if isinstance(field, serializers.ListSerializer):
        write = field.child.to_representation
        return lambda record: [write(one) for one in _all(find(record))]
    write = field.to_representation

    def read(record):
        value = find(record)
        return None if value is None else write(value)

    return read


def _all(values):
    return values.all() if isinstance(values, Manager) else values


class DateSerializer(Written, serializers.Serializer):
    """A date as its source gives it, never a bare day."""

    edtf = serializers.CharField(help_text="The date in EDTF (ISO 8601-2), exactly as precise as its source.")
    earliest = serializers.DateField(allow_null=True, help_text="The first day that it allows; null where open.")
    latest = serializers.DateField(allow_null=True, help_text="The last day that it allows; null where open.")
    display = serializers.CharField(help_text="The date in English words.")
    basis = serializers.ChoiceField(
        choices=["stated", "derived"],
        help_text="Stated by the source, or its year or precision derived from the document's own date.",
    )


class SourceLinkSerializer(Written, serializers.Serializer):
    slug = serializers.SlugField()
    title = serializers.CharField()
    address = serializers.URLField(help_text="Where the document can be read.")


class CitationSerializer(Written, serializers.Serializer):
    """Where a fact comes from: the source, and a key phrase that pins the place in it."""

    source = SourceLinkSerializer()
    phrase = serializers.CharField(help_text="At most eight words of the document, letter for letter.")
    supports = serializers.ListField(
        source="fields",
        child=serializers.CharField(),
        help_text="The fields of the record that it supports; empty: the record as a whole.",
    )
    link = serializers.URLField(help_text="The address of the source, leading to the phrase.")


class FactSerializer(Written, serializers.Serializer):
    """A record with its citations, which the view has attached as `evidence`."""

    citations = CitationSerializer(source="evidence", many=True, help_text="Where this comes from.")

    def get_fields(self):
        fields = super().get_fields()
        return {
            **{name: field for name, field in fields.items() if name != "citations"},
            "citations": fields["citations"],
        }


class CountryLinkSerializer(Written, serializers.Serializer):
    code = serializers.CharField(help_text="ISO 3166-1 alpha-2 code, or ISO 3166-3 for a former country.")
    name = serializers.CharField()


class NamedLinkSerializer(Written, serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class TitledLinkSerializer(Written, serializers.Serializer):
    slug = serializers.SlugField()
    title = serializers.CharField()


@extend_schema_field(DateSerializer(allow_null=True))
class SourcedDateField(serializers.Field):
    """A SourcedDate, or null where no source states one."""

    shape = DateSerializer

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, when):
        return {
            "edtf": when.edtf,
            "earliest": when.earliest and when.earliest.isoformat(),
            "latest": when.latest and when.latest.isoformat(),
            "display": when.display,
            "basis": str(when.basis),
        }


class StatedField(serializers.CharField):
    """A text, or null where no source states it."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, text):
        return text or None
