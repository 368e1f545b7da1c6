"""The pattern page: every component with its markup, shown in the demonstration and in development only."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fugong.core.permission import open_to_public


@dataclass(frozen=True)
class Lamp:
    """A lamp as any rule may hand it to a template."""

    colour: str
    word: str
    due_text: str = ""


class SampleForm(forms.Form):
    """One control of each kind, bound with faults so that the errors show."""

    restart_on = forms.DateField(label="计划复产日期", help_text="不早于今天，例如 2020-02-16")
    staff = forms.IntegerField(label="返岗人数", min_value=1)
    township = forms.ChoiceField(label="所在乡镇", choices=[("", "请选择"), ("520322101", "示例镇")])
    mode = forms.ChoiceField(label="申请方式", choices=[("a", "告知承诺"), ("b", "审批")], widget=forms.RadioSelect)
    note = forms.CharField(label="补充说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    promise = forms.BooleanField(label="以上内容属实，本企业承担相应责任")


@open_to_public
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the patterns."""
    if not (settings.DEBUG or getattr(settings, "FUGONG_DEMO", False)):
        raise Http404
    lamps = [
        Lamp("green", "正常", "2020年2月17日前"),
        Lamp("yellow", "临期", "今日 17:30 前"),
        Lamp("red", "逾期", "已超 1 个工作日"),
        Lamp("grey", "暂停计时"),
    ]
    form = SampleForm({"staff": "0", "restart_on": "2020-02-31", "mode": "a"})
    chart = {
        "title": {"text": "示例：累计复产企业数（户）"},
        "xAxis": {"type": "category", "data": ["2月10日", "2月15日", "2月20日", "2月25日"]},
        "yAxis": {"type": "value", "name": "户"},
        "series": [
            {"name": "国有", "type": "line", "data": [2, 6, 9, 9]},
            {"name": "民营", "type": "line", "data": [0, 3, 21, 40]},
        ],
    }
    return render(request, "site/styleguide.html", {"lamps": lamps, "form": form, "chart": chart})
