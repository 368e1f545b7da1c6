"""What core stores; the audit tables only ever grow."""

import django.db.models.functions.datetime
from django.db import migrations, models

# The application's role has no right to change these tables; the triggers also stop the owner's slip of the hand.
# Whoever owns the database can switch a trigger off: that is what the signed heads are for.
# Tests that have to empty the tables do so as the owner: ALTER TABLE … DISABLE TRIGGER USER, or, as a superuser,
# SET session_replication_role = replica.
ONLY_GROWS = """
CREATE FUNCTION core_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail only grows: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON core_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_only_grows();
"""
MAY_CHANGE = """
DROP TRIGGER only_grows ON core_audithead;
DROP TRIGGER only_grows ON core_auditentry;
DROP FUNCTION core_audit_only_grows();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('sha256', models.CharField(max_length=64)),
                ('size_bytes', models.PositiveIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('uploaded_by', models.BigIntegerField(null=True)),
                ('uploaded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('sequence', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_title', models.CharField(max_length=120)),
                ('action', models.CharField(max_length=80)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=40)),
                ('changes', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'sequence'], name='audit_history_of_a_thing'), models.Index(fields=['county_code', '-at'], name='audit_by_day')],
                'constraints': [models.UniqueConstraint(fields=('county_code', 'sequence'), name='one_act_per_place_in_the_chain')],
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('signed_on', models.DateField()),
                ('sequence', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('key_id', models.CharField(max_length=16)),
                ('signature', models.CharField(max_length=128)),
                ('signed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_code', 'sequence'), name='one_head_per_act')],
            },
        ),
        migrations.CreateModel(
            name='CalendarOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('working', models.BooleanField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('basis', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='override_ends_later'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='office_closes_later'), models.UniqueConstraint(fields=('county_code', 'from_on', 'until_on'), name='one_override_per_period')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=80)),
                ('fingerprint', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('answer', models.JSONField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['created_at'], name='idempotency_by_age')],
                'constraints': [models.UniqueConstraint(fields=('scope', 'key'), name='one_request_per_key')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6)),
                ('series', models.CharField(max_length=32)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_code', 'series', 'year'), name='one_counter_per_series_and_year')],
            },
        ),
        migrations.RunSQL(ONLY_GROWS, MAY_CHANGE),
    ]
