"""What is marked in a text is kept with it, so that to open it reads nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0002_forget_derived_kinds'),
    ]

    operations = [
        migrations.AddField(
            model_name='sourcetext',
            name='marked_in',
            field=models.CharField(blank=True, editable=False, help_text='A mark of all that it was read by: text, names, grammar.', max_length=32),
        ),
        migrations.AddField(
            model_name='sourcetext',
            name='marks',
            field=models.JSONField(blank=True, default=list, editable=False, help_text='What was marked in it.'),
        ),
        migrations.AddField(
            model_name='sourcetext',
            name='not_marked',
            field=models.CharField(blank=True, editable=False, help_text='Why nothing is marked in it, where it cannot be read.', max_length=300),
        ),
    ]
