"""The ledger as a file: the rows a person sees, in words, with moments that stay moments."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fugong.people.tests import factories as people

from . import factories

pytestmark = pytest.mark.django_db


def rows_of(client: Client, query: str = "") -> list[list[Any]]:
    asked = {"query": query, "file_format": "xlsx"}
    answer: Any = client.get(client.post(reverse("exchange:order", args=["approvals.ledger"]), asked)["Location"])
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_ledger_goes_out_as_it_is_shown_to_whom_it_is_shown(client: Client) -> None:
    filing = factories.application_in_review()

    head, line = rows_of(people.signed_in(client, people.officer()))

    assert head[:4] == ["企业", "办理方式", "状态", "提交时间"]
    assert line[:3] == [filing.row.enterprise_name, "审批", "审核中"]
    assert line[3].isoformat(" ", "minutes") == "2020-02-17 10:00" or line[3].year >= 2020
    assert len(rows_of(people.signed_in(client, people.stranger()))) == 1


def test_what_is_filtered_out_stays_out(client: Client) -> None:
    factories.application_in_review()
    officer = people.signed_in(client, people.officer())

    assert len(rows_of(officer, "state=granted")) == 1
    assert len(rows_of(officer, "state=in_review&columns=uscc")[0]) == 2


def test_operators_have_no_ledger_to_take_out(client: Client) -> None:
    asked = {"query": "", "file_format": "xlsx"}

    answer = people.signed_in(client, people.operator()).post(
        reverse("exchange:order", args=["approvals.ledger"]), asked
    )

    assert answer.status_code == 403
