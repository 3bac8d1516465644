"""The kinds of record that triggers derived are no more: nobody may be given a permission on them."""

from django.db import migrations

GONE = {
    "spacecoop": ["searchdocument", "searchname", "searchword"],
    "agreements": ["facetvalues", "facettotal"],
}


def forget(apps, schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    for app, models in GONE.items():
        kinds.filter(app_label=app, model__in=models).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_drafts_imports_and_reports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
