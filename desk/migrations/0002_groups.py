from django.db import migrations

from desk.groups import remove_groups, settle_groups


class Migration(migrations.Migration):
    """The groups viewer, editor, reviewer and administrator, with their permissions."""

    dependencies = [
        ("desk", "0001_drafts"),
        ("agencies", "0002_search_documents"),
        ("agreements", "0003_search_documents"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(settle_groups, remove_groups)]
