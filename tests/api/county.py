"""A county for the machines that try everything: applications in every state, and one account that may touch all."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from fugong.approvals.models import Application
from fugong.approvals.tests import factories, offices
from fugong.core import clock
from fugong.people import public as people
from fugong.people.queries import actor_from
from fugong.people.tests import factories as people_factories
from fugong.registry.models import Enterprise
from fugong.registry.tests import factories as registry_factories

NOON = datetime(2020, 2, 17, 12, tzinfo=clock.BEIJING)


@dataclass(frozen=True)
class County:
    """What is really there, and the token that opens it."""

    token: str

    def application(self, chosen_by: str) -> Application:
        """Give one of the applications, always the same for the same words."""
        rows = list(Application.objects.order_by("pk"))
        return rows[crc32(chosen_by.encode()) % len(rows)]

    def uscc(self, chosen_by: str) -> str:
        """Give the code of one of the enterprises."""
        codes = list(Enterprise.objects.order_by("pk").values_list("uscc", flat=True)[:12])
        return codes[crc32(chosen_by.encode()) % len(codes)]


def county() -> County:
    """Set up the county; the account is officer, reviewer of a desk and clerk of some of the enterprises at once."""
    offices.approval_policy()
    account = people_factories.make_account(title="示例接口账号")
    for actor in (offices.officer(), offices.reviewer("health")):
        for posting in people_factories.account_of(actor).postings.all():
            people_factories.make_posting(account, posting.post)
    people_factories.make_posting(account, people_factories.make_post("operator"))
    for state in (
        factories.draft_application, factories.complete_draft, factories.returned_application,
        factories.application_in_review, factories.agreed_application, factories.agreed_application,
        factories.granted_application, factories.suspended_application,
    ):  # fmt: skip
        state()
    for state in (factories.complete_draft, factories.application_in_review, factories.granted_application, None):
        own = registry_factories.make_enterprise(representative_id=account.pk)
        if state:
            state(own.pk)
    actor = actor_from(account, on=clock.today())
    issued = people.issue_token(
        account.pk, purpose="示例", scopes=tuple(people.SCOPES), days=30, by=actor, at=clock.now()
    )
    return County(issued.secret)
