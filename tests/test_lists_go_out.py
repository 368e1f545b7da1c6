"""Every list can be taken along as it is shown, by those to whom it is shown and by nobody else."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fugong.people.tests import factories as people
from fugong.registry.tests.factories import make_enterprise

pytestmark = pytest.mark.django_db
# Each list: who sees it, who does not, a word of its header and one of a row.
LISTS: dict[str, tuple[Callable[[], Any], Callable[[], Any], str]] = {
    "people.accounts": (people.security_admin, people.officer, "登录名"),
    "people.offices": (people.security_admin, people.officer, "单位名称"),
    "registry.enterprises": (people.officer, people.operator, "企业名称"),
    "registry.burden": (people.officer, people.operator, "企业"),
    "registry.duplicates": (people.officer, people.reviewer, "企业"),
    "approvals.ledger": (people.officer, people.operator, "企业"),
}


def order(client: Client, name: str) -> Any:
    return client.post(reverse("exchange:order", args=[name]), {"query": "", "file_format": "xlsx"})


@pytest.mark.parametrize("name", LISTS)
def test_it_goes_out_to_whom_it_is_shown_with_as_many_rows(client: Client, name: str) -> None:
    make_enterprise()
    sees, _sees_not, word = LISTS[name]
    people.signed_in(client, sees())

    answer: Any = client.get(order(client, name)["Location"])
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert word in str(rows[0][0])
    shown = {"people.accounts": 1, "people.offices": None, "registry.enterprises": 1}.get(name, 0)
    assert shown is None or len(rows) - 1 == shown
    assert not any("<" in str(cell) for row in rows for cell in row)


@pytest.mark.parametrize("name", LISTS)
def test_it_goes_out_to_nobody_else(client: Client, name: str) -> None:
    assert order(client, name)["Location"].startswith("/sign-in/")
    assert order(people.signed_in(client, LISTS[name][1]()), name).status_code == 403
