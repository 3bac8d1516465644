"""The shapes that both apps' API share: dates, citations, links to other records."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class DateSerializer(serializers.Serializer):
    """A date as its source gives it, never a bare day."""

    edtf = serializers.CharField(help_text="The date in EDTF (ISO 8601-2), exactly as precise as its source.")
    earliest = serializers.DateField(allow_null=True, help_text="The first day that it allows; null where open.")
    latest = serializers.DateField(allow_null=True, help_text="The last day that it allows; null where open.")
    display = serializers.CharField(help_text="The date in English words.")
    basis = serializers.ChoiceField(
        choices=["stated", "derived"],
        help_text="Stated by the source, or its year or precision derived from the document's own date.",
    )


class SourceLinkSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    title = serializers.CharField()
    address = serializers.URLField(help_text="Where the document can be read.")


class CitationSerializer(serializers.Serializer):
    """Where a fact comes from: the source, and a key phrase that pins the place in it."""

    source = SourceLinkSerializer()
    phrase = serializers.CharField(help_text="At most eight words of the document, letter for letter.")
    supports = serializers.ListField(
        source="fields",
        child=serializers.CharField(),
        help_text="The fields of the record that it supports; empty: the record as a whole.",
    )
    link = serializers.URLField(help_text="The address of the source, leading to the phrase.")


class FactSerializer(serializers.Serializer):
    """A record with its citations, which the view has attached as `evidence`."""

    citations = CitationSerializer(source="evidence", many=True, help_text="Where this comes from.")

    def get_fields(self):
        fields = super().get_fields()
        return {
            **{name: field for name, field in fields.items() if name != "citations"},
            "citations": fields["citations"],
        }


class CountryLinkSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="ISO 3166-1 alpha-2 code, or ISO 3166-3 for a former country.")
    name = serializers.CharField()


class NamedLinkSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class TitledLinkSerializer(serializers.Serializer):
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
