"""Accounts, organisations, posts, dated postings, sessions."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import fugong.people.models.posting
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        # Lets the exclusion constraint compare plain columns beside ranges.
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('account_id', models.BigIntegerField(db_index=True, null=True, verbose_name='账号')),
            ],
            options={
                'verbose_name': '会话',
                'verbose_name_plural': '会话',
                'ordering': ['expire_date'],
            },
        ),
        migrations.CreateModel(
            name='Unsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43, unique=True, verbose_name='取回凭据')),
                ('path', models.CharField(max_length=500, verbose_name='页面地址')),
                ('account_id', models.BigIntegerField(null=True, verbose_name='填写账号')),
                ('body', models.TextField(verbose_name='已填内容')),
                ('kept_at', models.DateTimeField(db_index=True, verbose_name='暂存时间')),
            ],
            options={
                'verbose_name': '未提交内容',
                'verbose_name_plural': '未提交内容',
                'ordering': ['kept_at'],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('login', models.CharField(max_length=40, unique=True, verbose_name='登录名')),
                ('display_title', models.CharField(max_length=60, verbose_name='显示职务')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='界面语言')),
                ('password_is_initial', models.BooleanField(default=False, verbose_name='初始密码待修改')),
                ('is_demo', models.BooleanField(default=False, verbose_name='演示账号')),
                ('created_at', models.DateTimeField(verbose_name='开户时间')),
                ('deactivated_at', models.DateTimeField(blank=True, null=True, verbose_name='停用时间')),
            ],
            options={
                'verbose_name': '账号',
                'verbose_name_plural': '账号',
                'ordering': ['login'],
                'indexes': [models.Index(fields=['county_code', 'login'], name='account_county_login')],
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code__regex', '^[0-9]{6}$')), name='account_county_is_six_digits'), models.CheckConstraint(condition=models.Q(('login', django.db.models.functions.text.Lower('login'))), name='account_login_is_lower_case'), models.CheckConstraint(condition=models.Q(models.Q(('deactivated_at', None), ('is_active', True)), models.Q(('deactivated_at__isnull', False), ('is_active', False)), _connector='OR'), name='account_is_active_or_says_since_when_not')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='单位代码')),
                ('name', models.CharField(max_length=120, verbose_name='单位名称')),
                ('short_name', models.CharField(max_length=40, verbose_name='简称')),
                ('kind', models.CharField(choices=[('county', '县政府'), ('bureau', '经贸主管部门'), ('department', '部门'), ('township', '乡镇（街道）'), ('command', '指挥部')], max_length=12, verbose_name='单位类别')),
                ('division_code', models.CharField(max_length=12, verbose_name='所在区划代码')),
                ('series', models.CharField(blank=True, default='', max_length=40, verbose_name='发文字号机关代字')),
            ],
            options={
                'verbose_name': '单位',
                'verbose_name_plural': '单位',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['county_code', 'kind'], name='organisation_county_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('county_code__regex', '^[0-9]{6}$')), name='organisation_county_is_six_digits'), models.CheckConstraint(condition=models.Q(('division_code__regex', '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$')), name='organisation_division_is_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='岗位代码')),
                ('title', models.CharField(max_length=60, verbose_name='岗位名称')),
                ('role', models.CharField(max_length=20, verbose_name='角色')),
                ('area', models.CharField(blank=True, default='', max_length=12, verbose_name='责任区')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.organisation', verbose_name='单位')),
            ],
            options={
                'verbose_name': '岗位',
                'verbose_name_plural': '岗位',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('since_on', models.DateField(verbose_name='任职起始日')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='任职截止日（不含当日）')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='people.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'ordering': ['since_on', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['county_code', 'role'], name='post_county_role'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area', ''), ('role', 'operator')), models.Q(('area__regex', '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'), models.Q(('role', 'operator'), _negated=True)), _connector='OR'), name='post_has_an_area_unless_operator'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='posting_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('account', '='), ('post', '='), (fugong.people.models.posting.DateRange('since_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='posting_is_not_double'),
        ),
    ]
