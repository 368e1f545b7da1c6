"""Divisions, industries, enterprises, and their dated and yearly facts."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import fugong.registry.models.spans
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Fragments of names; equality beside ranges in exclusion constraints.
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uscc', models.CharField(max_length=18, unique=True, verbose_name='统一社会信用代码')),
                ('name', models.CharField(max_length=100, verbose_name='企业名称')),
                ('short_name', models.CharField(blank=True, default='', max_length=30, verbose_name='简称')),
                ('name_key', models.CharField(max_length=200, verbose_name='拼音排序')),
                ('search_text', models.CharField(max_length=600, verbose_name='检索文本')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('division_code', models.CharField(max_length=9, verbose_name='所在乡镇')),
                ('industry_edition', models.CharField(default='2017', max_length=12, verbose_name='行业分类版本')),
                ('industry_code', models.CharField(max_length=4, verbose_name='行业代码')),
                ('registration_type', models.CharField(choices=[('110', '国有企业'), ('120', '集体企业'), ('130', '股份合作企业'), ('141', '国有联营企业'), ('142', '集体联营企业'), ('143', '国有与集体联营企业'), ('149', '其他联营企业'), ('151', '国有独资公司'), ('159', '其他有限责任公司'), ('160', '股份有限公司'), ('171', '私营独资企业'), ('172', '私营合伙企业'), ('173', '私营有限责任公司'), ('174', '私营股份有限公司'), ('190', '其他内资企业'), ('210', '合资经营企业（港或澳、台资）'), ('220', '合作经营企业（港或澳、台资）'), ('230', '港、澳、台商独资经营企业'), ('240', '港、澳、台商投资股份有限公司'), ('290', '其他港、澳、台商投资企业'), ('310', '中外合资经营企业'), ('320', '中外合作经营企业'), ('330', '外资企业'), ('340', '外商投资股份有限公司'), ('390', '其他外商投资企业'), ('410', '个体工商户'), ('420', '个人合伙')], max_length=3, verbose_name='登记注册类型')),
                ('address', models.CharField(blank=True, default='', max_length=200, verbose_name='地址')),
                ('contact_phone', models.CharField(blank=True, default='', max_length=24, verbose_name='联系电话')),
                ('synthetic', models.BooleanField(default=False, verbose_name='演示数据')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                ('created_at', models.DateTimeField(verbose_name='登记时间')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='注销日期')),
            ],
            options={
                'verbose_name': '企业',
                'verbose_name_plural': '企业',
                'ordering': ['name_key', 'id'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='enterprise_by_fragment', opclasses=['gin_trgm_ops']), models.Index(fields=['name_key', 'id'], name='enterprise_by_pinyin'), models.Index(fields=['county_code', 'division_code'], name='enterprise_by_division'), models.Index(fields=['industry_code'], name='enterprise_by_industry')],
                'constraints': [models.CheckConstraint(condition=models.Q(('uscc__regex', '^[1-9ANY][0-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$')), name='enterprise_uscc_is_well_formed'), models.CheckConstraint(condition=models.Q(('county_code__regex', '^[0-9]{6}$'), ('division_code__regex', '^[0-9]{9}$'), ('division_code__startswith', models.F('county_code'))), name='enterprise_division_lies_in_its_county'), models.CheckConstraint(condition=models.Q(('registration_type__in', ['110', '120', '130', '141', '142', '143', '149', '151', '159', '160', '171', '172', '173', '174', '190', '210', '220', '230', '240', '290', '310', '320', '330', '340', '390', '410', '420'])), name='enterprise_registration_type_is_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='enterprise_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Industry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.CharField(default='2017', max_length=12, verbose_name='版本')),
                ('code', models.CharField(max_length=4, verbose_name='行业代码')),
                ('level', models.PositiveSmallIntegerField(verbose_name='层级')),
                ('parent', models.CharField(blank=True, default='', max_length=4, verbose_name='上级代码')),
                ('section', models.CharField(max_length=1, verbose_name='门类')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
            ],
            options={
                'verbose_name': '国民经济行业',
                'verbose_name_plural': '国民经济行业',
                'ordering': ['edition', 'section', 'code'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='industry_code_once_per_edition'), models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^[A-T]$'), ('level', 1), ('parent', '')), models.Q(('code__regex', '^[0-9]{2}$'), ('level', 2), ('parent__regex', '^[A-T]$')), models.Q(('code__regex', '^[0-9]{3}$'), ('level', 3), ('parent__regex', '^[0-9]{2}$')), models.Q(('code__regex', '^[0-9]{4}$'), ('level', 4), ('parent__regex', '^[0-9]{3}$')), _connector='OR'), name='industry_code_fits_its_level')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=9, primary_key=True, serialize=False, verbose_name='区划代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('level', models.CharField(choices=[('province', '省'), ('city', '市（州）'), ('county', '县（市、区）'), ('township', '乡镇（街道）')], max_length=10, verbose_name='级别')),
                ('parent_code', models.CharField(blank=True, default='', max_length=6, verbose_name='上级区划代码')),
                ('name_pinyin', models.CharField(max_length=200, verbose_name='拼音')),
            ],
            options={
                'verbose_name': '行政区划',
                'verbose_name_plural': '行政区划',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['parent_code'], name='region_by_parent')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^[0-9]{2}$'), ('level', 'province')), models.Q(('code__regex', '^[0-9]{4}$'), ('level', 'city')), models.Q(('code__regex', '^[0-9]{6}$'), ('level', 'county')), models.Q(('code__regex', '^[0-9]{9}$'), ('level', 'township')), _connector='OR'), name='region_code_fits_its_level'), models.CheckConstraint(condition=models.Q(('code__startswith', models.F('parent_code'))), name='region_code_begins_with_its_parent')],
            },
        ),
        migrations.CreateModel(
            name='ControllingHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('since_on', models.DateField(verbose_name='起始日')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='截止日（不含当日）')),
                ('holder', models.CharField(choices=[('state', '国有控股'), ('collective', '集体控股'), ('private', '私人控股'), ('hmt', '港澳台商控股'), ('foreign', '外商控股'), ('other', '其他')], max_length=12, verbose_name='控股情况')),
                ('basis', models.CharField(blank=True, default='', max_length=200, verbose_name='依据')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='registry.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '控股情况',
                'verbose_name_plural': '控股情况',
                'ordering': ['since_on', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('since_on')), _connector='OR'), name='holder_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('enterprise', '='), (fugong.registry.models.spans.DateRange('since_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='holder_one_at_a_time'), models.CheckConstraint(condition=models.Q(('holder__in', ['state', 'collective', 'private', 'hmt', 'foreign', 'other'])), name='holder_is_known')],
            },
        ),
        migrations.CreateModel(
            name='AnnualFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='版本')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('staff', models.PositiveIntegerField(blank=True, null=True, verbose_name='从业人员（人）')),
                ('revenue_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='营业收入（万元）')),
                ('assets_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='资产总额（万元）')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='registry.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '年度数据',
                'verbose_name_plural': '年度数据',
                'ordering': ['-year', '-version'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'year', 'version'), name='figures_once_per_version'), models.CheckConstraint(condition=models.Q(models.Q(('revenue_wan', None), ('revenue_wan__gte', 0), _connector='OR'), models.Q(('assets_wan', None), ('assets_wan__gte', 0), _connector='OR')), name='figures_are_not_negative'), models.CheckConstraint(condition=models.Q(('year__range', (1949, 2200))), name='figures_year_is_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('since_on', models.DateField(verbose_name='起始日')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='截止日（不含当日）')),
                ('kind', models.CharField(choices=[('industry_above', '规模以上工业'), ('trade_above', '限额以上商贸')], max_length=16, verbose_name='名录')),
                ('basis', models.CharField(blank=True, default='', max_length=200, verbose_name='依据')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='registry.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '在库名录',
                'verbose_name_plural': '在库名录',
                'ordering': ['since_on', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['county_code', 'kind', 'since_on'], name='membership_of_county')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('since_on')), _connector='OR'), name='membership_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('enterprise', '='), ('kind', '='), (fugong.registry.models.spans.DateRange('since_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='membership_one_at_a_time'), models.CheckConstraint(condition=models.Q(('kind__in', ['industry_above', 'trade_above'])), name='membership_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('since_on', models.DateField(verbose_name='起始日')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='截止日（不含当日）')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办账号')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to='registry.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '企业经办授权',
                'verbose_name_plural': '企业经办授权',
                'ordering': ['since_on', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('since_on')), _connector='OR'), name='representative_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('enterprise', '='), ('account', '='), (fugong.registry.models.spans.DateRange('since_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='representative_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SizeClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县级区划代码')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='版本')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('size', models.CharField(choices=[('large', '大型'), ('medium', '中型'), ('small', '小型'), ('micro', '微型'), ('unclassified', '不划型')], max_length=12, verbose_name='企业规模')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='size_classes', to='registry.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '企业划型',
                'verbose_name_plural': '企业划型',
                'ordering': ['-year', '-version'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'year', 'version'), name='size_class_once_per_version'), models.CheckConstraint(condition=models.Q(('size__in', ['large', 'medium', 'small', 'micro', 'unclassified'])), name='size_class_is_known'), models.CheckConstraint(condition=models.Q(('year__range', (1949, 2200))), name='size_class_year_is_a_year')],
            },
        ),
        # Codes are columns of their own, because areas of duty compare their beginnings; the reference tables still bind them.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE registry_enterprise ADD CONSTRAINT enterprise_division_is_known"
                " FOREIGN KEY (division_code) REFERENCES registry_region (code) DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE registry_enterprise ADD CONSTRAINT enterprise_industry_is_known"
                " FOREIGN KEY (industry_edition, industry_code) REFERENCES registry_industry (edition, code)"
                " DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE registry_enterprise DROP CONSTRAINT enterprise_industry_is_known",
                "ALTER TABLE registry_enterprise DROP CONSTRAINT enterprise_division_is_known",
            ],
        ),
    ]
