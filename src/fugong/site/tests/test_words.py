"""Dates, times, figures and marked words as every template writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.utils import translation

from fugong.site.templatetags.fugong import control, day, figure, form_key, moment, wording


def test_dates_are_written_as_the_office_writes_them() -> None:
    assert day(date(2020, 2, 5)) == "2020年2月5日"
    with translation.override("en"):
        assert day(date(2020, 2, 5)) == "5 Feb 2020"


def test_times_are_shown_in_beijing_time() -> None:
    late = datetime(2020, 2, 14, 16, 30, tzinfo=UTC)

    assert moment(late) == "2020年2月15日 00:30"
    assert day(late) == "2020年2月15日"
    with translation.override("en"):
        assert moment(late) == "15 Feb 2020, 00:30"


def test_nothing_is_written_as_nothing() -> None:
    assert day(None) == moment(None) == figure(None) == wording(None) == wording("") == ""


def test_figures_are_exact_and_grouped() -> None:
    assert figure(1398000000) == "1,398,000,000"
    assert figure(Decimal("304.918"), 1) == "304.9"
    assert figure(0) == "0"


def test_marked_words_are_translated() -> None:
    assert wording("退出登录") == "退出登录"
    with translation.override("en"):
        assert wording("退出登录") == "Sign out"


def test_every_form_has_a_key_of_its_own() -> None:
    assert form_key() != form_key()
    assert 'name="form_key"' in form_key()


def test_controls_wear_the_product_s_look_and_keep_their_own_class() -> None:
    class Sample(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))
        kind = forms.ChoiceField(choices=[("a", "甲")])

    form = Sample()

    assert 'class="form-control wide"' in control(form["name"])
    assert 'class="form-select"' in control(form["kind"])


def test_a_browser_gets_dates_in_the_one_form_it_takes() -> None:
    class Sample(forms.Form):
        on = forms.DateField(initial=date(2020, 2, 5), widget=forms.DateInput(attrs={"type": "date"}))

    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert 'value="2020-02-05"' in control(Sample()["on"])
