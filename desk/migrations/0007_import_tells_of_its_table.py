from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0006_speak_of_designations'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='told',
            field=models.JSONField(blank=True, default=list, help_text='What is to be known of the table as a whole.'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='is_left_out',
            field=models.BooleanField(default=False, help_text='Whether a reviewer leaves it out.'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='document',
            field=models.JSONField(default=dict, help_text='What it says of that document.'),
        ),
    ]
