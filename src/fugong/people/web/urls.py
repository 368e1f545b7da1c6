"""Addresses of people."""

from django.urls import path

from fugong.people.web import accounts, entrance, offices, tokens

app_name = "people"

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("people/me/", entrance.change_password, name="change_password"),
    path("people/me/tokens/new/", tokens.issue, name="issue_token"),
    path("people/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("people/accounts/", accounts.accounts, name="accounts"),
    path("people/accounts/open/", accounts.open_account, name="open_account"),
    path("people/accounts/<int:pk>/", accounts.account, name="account"),
    path("people/accounts/<int:pk>/appoint/", accounts.appoint, name="appoint"),
    path("people/accounts/<int:pk>/deactivate/", accounts.deactivate, name="deactivate"),
    path("people/accounts/<int:pk>/password/", accounts.set_password, name="set_password"),
    path("people/postings/<int:pk>/end/", accounts.end_posting, name="end_posting"),
    path("people/offices/", offices.offices, name="offices"),
    path("people/offices/set-up/", offices.set_up, name="set_up_office"),
    path("people/offices/<slug:code>/", offices.office, name="office"),
    path("people/offices/<slug:code>/correct/", offices.correct, name="correct_office"),
    path("people/offices/<slug:code>/posts/", offices.add_post, name="add_post"),
]
