"""Sealed records about persons, their groups, and the certificates of erasure, which only ever grow."""

import django.db.models.deletion
from django.db import migrations, models


ONLY_GROWS = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON core_erasurecertificate
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_only_grows();
"""
MAY_CHANGE = "DROP TRIGGER only_grows ON core_erasurecertificate;"


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_webhooks'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasureCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('purpose', models.CharField(max_length=32)),
                ('kept_from', models.DateField()),
                ('kept_to', models.DateField()),
                ('groups', models.PositiveIntegerField()),
                ('persons', models.PositiveIntegerField()),
                ('fields_erased', models.PositiveIntegerField()),
                ('keyrings', models.PositiveIntegerField()),
                ('erased_at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=16)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_code', 'year', 'number'), name='one_certificate_per_number_and_year')],
            },
        ),
        migrations.CreateModel(
            name='PersonalGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('purpose', models.CharField(max_length=32)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=40)),
                ('keyring', models.CharField(max_length=32, unique=True)),
                ('opened_on', models.DateField()),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('persons', models.PositiveIntegerField(default=0)),
                ('settled_on', models.DateField(null=True)),
                ('erase_on', models.DateField()),
                ('erased_at', models.DateTimeField(null=True)),
                ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.erasurecertificate')),
            ],
        ),
        migrations.CreateModel(
            name='PersonalRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('number', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
                ('fields_kept', models.PositiveSmallIntegerField()),
                ('kept_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='core.personalgroup')),
            ],
        ),
        migrations.AddIndex(
            model_name='personalgroup',
            index=models.Index(condition=models.Q(('erased_at', None)), fields=['erase_on'], name='personal_by_expiry'),
        ),
        migrations.AddConstraint(
            model_name='personalgroup',
            constraint=models.UniqueConstraint(condition=models.Q(('erased_at', None)), fields=('purpose', 'subject_type', 'subject_id'), name='one_group_of_records_per_matter'),
        ),
        migrations.AddConstraint(
            model_name='personalgroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certificate', None), ('erased_at', None)), models.Q(models.Q(('erased_at', None), _negated=True), models.Q(('certificate', None), _negated=True)), _connector='OR'), name='erased_group_has_its_certificate'),
        ),
        migrations.AddConstraint(
            model_name='personalrecord',
            constraint=models.UniqueConstraint(fields=('group', 'number'), name='one_person_per_number'),
        ),
        migrations.RunSQL(ONLY_GROWS, MAY_CHANGE),
    ]
