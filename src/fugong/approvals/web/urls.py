"""Addresses of approvals."""

from django.urls import path

from fugong.approvals.web import appeals, bulk, documents, effects, enterprise, filling, ledger, office, panel

app_name = "approvals"

urlpatterns = [
    path("", enterprise.mine, name="mine"),
    path("apply/<int:enterprise_id>/", enterprise.apply, name="apply"),
    path("restart/<int:enterprise_id>/", enterprise.confirm_restart, name="restart"),
    path("<int:pk>/tasks/", filling.task_list, name="tasks"),
    path("<int:pk>/sections/<slug:section>/", filling.section, name="section"),
    path("<int:pk>/sections/<slug:section>/draft/", filling.draft, name="draft"),
    path("<int:pk>/files/", filling.add_file, name="files"),
    path("<int:pk>/files/<int:file_id>/", office.file, name="file"),
    path("<int:pk>/files/<int:file_id>/take-out/", filling.take_out_file, name="take-out"),
    path("<int:pk>/check/", filling.check, name="check"),
    path("<int:pk>/submitted/", enterprise.submitted, name="submitted"),
    path("<int:pk>/progress/", enterprise.progress, name="progress"),
    path("<int:pk>/withdraw/", enterprise.withdraw, name="withdraw"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/start/", bulk.start, name="bulk-start"),
    path("batches/", bulk.batches, name="batches"),
    path("batches/<int:pk>/", bulk.batch, name="batch"),
    path("batches/<int:pk>/stop/", bulk.stop, name="batch-stop"),
    path("batches/<int:pk>/resume/", bulk.resume, name="batch-resume"),
    path("<int:pk>/appeal/", appeals.appeal, name="appeal"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<int:pk>/", appeals.page, name="appeal-page"),
    path("appeals/<int:pk>/answer/", appeals.answer, name="appeal-answer"),
    path("appeals/<int:pk>/file/", appeals.file, name="appeal-file"),
    path("inbox/", office.inbox, name="inbox"),
    path("<int:pk>/", office.case, name="case"),
    path("<int:pk>/history/", office.history, name="history"),
    path("<int:pk>/opinion/", office.opine, name="opine"),
    path("<int:pk>/grant/", office.grant, name="grant"),
    path("<int:pk>/return/", office.return_for_correction, name="return"),
    path("<int:pk>/refuse/", office.refuse, name="refuse"),
    path("<int:pk>/suspend/", office.suspend, name="suspend"),
    path("<int:pk>/reinstate/", office.reinstate, name="reinstate"),
    path("<int:pk>/revoke/", office.revoke, name="revoke"),
    path("documents/<int:document_id>/", documents.pdf, name="document"),
    path("<int:pk>/documents/<int:document_id>/word/", documents.word_file, name="word-file"),
    path("<int:pk>/documents/<int:document_id>/again/", documents.make_again, name="make-again"),
    path("<int:pk>/documents/<int:document_id>/service/", documents.record_service, name="service"),
    path("<int:pk>/documents/<int:document_id>/void/", documents.void, name="void"),
    path("effects/<int:draft_id>/", effects.of_draft, name="effect"),
    path("panel/<str:uscc>/", panel.of_enterprise, name="panel"),
]
