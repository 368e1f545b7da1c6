"""What the worker does for approvals."""

from fugong.approvals.actions import documents, reminding
from fugong.approvals.queries import applications
from fugong.approvals.queries.documents import county_of_document
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
