"""Collections: data sets that are loaded beside the published one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('spacecoop', '0004_circles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='The name of its folder.', max_length=100, unique=True)),
                ('title', models.CharField(help_text='What it is called.', max_length=200)),
                ('version', models.CharField(help_text='Its version, as its folder says.', max_length=40)),
                ('licence', models.CharField(help_text='Under what terms it may be used.', max_length=100)),
                ('licence_url', models.URLField(help_text='Where these terms can be read.')),
                ('summary', models.TextField(help_text='What it holds, and what it does not.')),
                ('loaded_at', models.DateTimeField(auto_now=True, help_text='When it was loaded last.')),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
    ]
