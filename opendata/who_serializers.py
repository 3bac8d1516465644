from rest_framework import serializers

from agencies.models import Agency, Country
from spacecoop.serializers import (
    CountryLinkSerializer,
    FactSerializer,
    NamedLinkSerializer,
    SourcedDateField,
    StatedField,
    Written,
)


class NameSerializer(FactSerializer):
    name = serializers.CharField(help_text="The form as the source writes it.")
    language = serializers.CharField(help_text="ISO 639 code of its language.")


class CountrySerializer(Written, serializers.ModelSerializer):
    names = NameSerializer(many=True, help_text="Other forms of the name.")
    withdrawn = SourcedDateField(
        source="withdrawn_on", help_text="When ISO 3166-3 withdrew the code of a former country; null for the others."
    )
    agreement_count = serializers.IntegerField(help_text="Agreements to which the country or a body of it is a party.")

    class Meta:
        model = Country
        fields = ["code", "name", "iso_name", "names", "withdrawn", "agreement_count"]


class OfficeSerializer(FactSerializer):
    person = NamedLinkSerializer()
    title = serializers.CharField()
    as_of = SourcedDateField(source="as_of_date", help_text="The date for which the source states it.")


class AgencySerializer(Written, serializers.ModelSerializer):
    country = CountryLinkSerializer(allow_null=True)
    parent = NamedLinkSerializer(allow_null=True)
    acronym = StatedField(help_text="Its acronym; null when no source uses one.")
    names = NameSerializer(many=True, help_text="Other forms of the name that sources use.")
    offices = OfficeSerializer(many=True, help_text="Who holds which office, as of when.")
    founded = SourcedDateField(source="founded_on", help_text="When it was founded; null where not stated.")
    agreement_count = serializers.IntegerField(help_text="Agreements in which it has any role.")
    citations = FactSerializer().fields["citations"]

    class Meta:
        model = Agency
        fields = [
            "slug",
            "name",
            "acronym",
            "kind",
            "country",
            "parent",
            "summary",
            "founded",
            "names",
            "offices",
            "agreement_count",
            "citations",
        ]
