"""What was erased for good is told of, without the words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_keep_marks_with_their_text'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(help_text='Why, without the words.', max_length=300)),
                ('rows', models.PositiveIntegerField(default=0, help_text='In how many rows it stood, those of the past included.')),
                ('at', models.DateTimeField(auto_now_add=True, help_text='When.')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
    ]
