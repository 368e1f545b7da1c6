"""What the worker does for approvals."""

from fugong.approvals.actions import batches, carrying, deeming, documents, reminding, roster
from fugong.approvals.queries import applications, carried
from fugong.approvals.queries import batches as orders
from fugong.approvals.queries.documents import county_of_document
from fugong.approvals.queries.roster import without_clock
from fugong.core import clock, jobs
from fugong.people import public as people


@jobs.job("approvals.remind")
def remind(application_id: int) -> None:
    """Remind the offices of one application, if its answer is still awaited and near or past its limit."""
    by = people.clock_actor(applications.county_of(application_id))
    reminding.remind(application_id, by=by, at=clock.now())


@jobs.job("approvals.make_document")
def make_document(document_id: int) -> None:
    """Set and sign an issued document; done before, or impossible for want of a character, it does nothing more."""
    by = people.clock_actor(county_of_document(document_id))
    documents.make(document_id, by=by, at=clock.now())


@jobs.job("approvals.deem")
def deem(application_id: int) -> None:
    """Grant one application whose limit has passed in silence, where silence is consent."""
    by = people.clock_actor(applications.county_of(application_id))
    deeming.deem_granted(application_id, by=by, at=clock.now())


@jobs.job("approvals.carry_over")
def carry_over(enterprise_id: int, county_code: str) -> None:
    """Let the rule of the day take hold of one enterprise's open application or permission."""
    carrying.carry_over(enterprise_id, by=people.clock_actor(county_code), at=clock.now())


@jobs.periodic("approvals.carry_over_all", "7 * * * *")
def carry_over_all(timestamp: int) -> None:
    """Look every hour whom a change of rules concerns; the first look after midnight finds most of them."""
    del timestamp
    for county in carried.counties():
        for enterprise in carried.carried(county, on=clock.today()):
            jobs.defer("approvals.carry_over", enterprise_id=enterprise, county_code=county)


@jobs.job("approvals.work_off")
def work_off(batch_id: int) -> None:
    """Decide the applications of an order one by one, each in a transaction of its own and by the right of its day."""
    account_id = orders.account_of(batch_id)
    for item_id in orders.waiting_items(batch_id):
        batches.work_on(item_id, by=people.actor_of(account_id, on=clock.today()), at=clock.now())
    batches.finish(batch_id, by=people.actor_of(account_id, on=clock.today()), at=clock.now())


@jobs.periodic("approvals.start_clocks", "20 19 * * *")
def start_clocks(timestamp: int) -> None:
    """Start, at 3:20 in Beijing, the clocks of rosters whose applications are settled; erasing follows at 3:30."""
    del timestamp
    for application_id in without_clock():
        by = people.clock_actor(applications.county_of(application_id))
        roster.start_clock(application_id, by=by, at=clock.now())
