"""Find documents of one kind by the index alone: what a word finds among all kinds is read no more, then left out."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

NAME = "spacecoop_searchdocument_words"


class Migration(migrations.Migration):
    dependencies = [("spacecoop", "0004_search")]
    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex("searchdocument", NAME),
        migrations.AddIndex("searchdocument", GinIndex(fields=["kind", "document"], name=NAME)),
    ]
