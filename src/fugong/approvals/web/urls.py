"""Addresses of approvals."""

from django.urls import path

from fugong.approvals.web import enterprise, filling, ledger, office, panel, roster

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
    path("<int:pk>/roster/", roster.roster, name="roster"),
    path("<int:pk>/roster/<int:number>/", roster.person, name="roster-person"),
    path("<int:pk>/roster/<int:number>/remove/", roster.remove, name="roster-remove"),
    path("<int:pk>/roster/office/", roster.for_office, name="roster-office"),
    path("<int:pk>/roster/<int:number>/phone/", roster.phone, name="roster-phone"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("inbox/", office.inbox, name="inbox"),
    path("<int:pk>/", office.case, name="case"),
    path("<int:pk>/history/", office.history, name="history"),
    path("<int:pk>/opinion/", office.opine, name="opine"),
    path("<int:pk>/grant/", office.grant, name="grant"),
    path("<int:pk>/return/", office.return_for_correction, name="return"),
    path("<int:pk>/refuse/", office.refuse, name="refuse"),
    path("<int:pk>/suspend/", office.suspend, name="suspend"),
    path("<int:pk>/reinstate/", office.reinstate, name="reinstate"),
    path("panel/<str:uscc>/", panel.of_enterprise, name="panel"),
]
