"""What people is asked: who acts, which organisations and posts there are, which accounts a county keeps."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from fugong.core import webhooks
from fugong.core.permission import Actor as AnyActor
from fugong.core.refusals import NotThere
from fugong.people.models import Account, ApiToken, Organisation, Post, Posting
from fugong.people.models.account import AccountQuerySet
from fugong.people.models.organisation import OrganisationQuerySet
from fugong.people.models.posting import PostingQuerySet
from fugong.people.rules.acting import ACTING, REGULAR, signature
from fugong.people.rules.actor import Actor, Grant
from fugong.people.rules.login import normal_login


@dataclass(frozen=True)
class OrganisationCard:
    """What others may know of an organisation."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    county_code: str
    division_code: str
    series: str


@dataclass(frozen=True)
class PostCard:
    """What others may know of a post."""

    id: int
    code: str
    title: str
    role: str
    area: str
    organisation_id: int


@dataclass(frozen=True)
class AccountCard:
    """What others may know of an account: a login and a title, never a person."""

    id: int
    login: str
    display_title: str
    county_code: str
    is_active: bool


@dataclass(frozen=True)
class PostingCard:
    """What others may know of a posting."""

    id: int
    account_id: int
    post_code: str
    since_on: dt.date
    until_on: dt.date | None


@dataclass(frozen=True)
class DemoSignIn:
    """One line of the demo's list: which role, which post, which login."""

    role: str
    title: str
    organisation: str
    login: str


def card_of_organisation(row: Organisation) -> OrganisationCard:
    """Copy what others may know."""
    return OrganisationCard(
        id=row.pk,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        county_code=row.county_code,
        division_code=row.division_code,
        series=row.series,
    )


def card_of_post(row: Post) -> PostCard:
    """Copy what others may know."""
    return PostCard(
        id=row.pk, code=row.code, title=row.title, role=row.role, area=row.area, organisation_id=row.organisation_id
    )


def card_of_account(row: Account) -> AccountCard:
    """Copy what others may know."""
    return AccountCard(
        id=row.pk,
        login=row.login,
        display_title=row.display_title,
        county_code=row.county_code,
        is_active=row.is_active,
    )


def actor_of(account_id: int, *, on: dt.date) -> Actor:
    """Give the account with what its postings grant on a day; a closed account is granted nothing.

    Raises NotThere when there is no such account.
    """
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotThere
    return actor_from(account, on=on)


def account_with_postings(account_id: int, *, on: dt.date) -> Account | None:
    """Give an account together with what it holds on a day, by one query; by two for one that holds nothing."""
    postings = list(_postings_of(account_id, on=on).select_related("account"))
    account = postings[0].account if postings else Account.objects.filter(pk=account_id).first()
    if account is not None:
        account.postings_read = (on, postings)
    return account


def account_for_webhooks(account_id: int, on: dt.date) -> webhooks.KnownAccount | None:
    """Give an account as events are told to it: with its rights of the day; a closed one is nobody."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return webhooks.KnownAccount(actor_from(account, on=on), account.county_code) if account else None


def actor_from(account: Account, *, on: dt.date) -> Actor:
    """Give the actor of an account that is already loaded, by one query; by one more for somebody in acting.

    By none where the account was read together with what it holds on the day.
    While the password is the one the administrator chose, nothing is granted: whoever set it cannot use it unseen.
    """
    if not account.is_active or account.password_is_initial:
        return Actor(account_id=account.pk, title=account.display_title)
    postings = (
        account.postings_read[1]
        if account.postings_read and account.postings_read[0] == on
        else list(_postings_of(account.pk, on=on))
    )
    acting = [posting.post for posting in postings if posting.kind == ACTING]
    holders = _holders_of_posts([post.pk for post in acting], on=on)
    return Actor(
        account_id=account.pk,
        title=signature(
            account.display_title,
            acting=(post.title for post in acting),
            also_regular=len(acting) < len(postings),
        ),
        grants=tuple(
            Grant(
                role=posting.post.role,
                area=posting.post.area,
                organisation_id=posting.post.organisation_id,
                title=posting.post.title,
                is_acting=posting.kind == ACTING,
                holders=holders.get(posting.post_id, ()) if posting.kind == ACTING else (),
            )
            for posting in postings
        ),
    )


def _postings_of(account_id: int, *, on: dt.date) -> PostingQuerySet:
    return Posting.objects.in_force(on).filter(account_id=account_id).select_related("post").order_by("id")


def _holders_of_posts(posts: list[int], *, on: dt.date) -> dict[int, tuple[int, ...]]:
    """Give the accounts that hold these posts in their own right on a day; nothing is asked when there are none."""
    if not posts:
        return {}
    held: dict[int, tuple[int, ...]] = {}
    rows = Posting.objects.in_force(on).filter(post_id__in=posts, kind=REGULAR).order_by("account_id")
    for post_id, account_id in rows.values_list("post_id", "account_id"):
        held[post_id] = (*held.get(post_id, ()), account_id)
    return held


def account_by_login(login: str) -> AccountCard | None:
    """Find an account by its login, however it is typed."""
    row = Account.objects.filter(login=normal_login(login)).first()
    return card_of_account(row) if row else None


def holder_by_login(login: str, *, role: str, on: dt.date) -> AccountCard | None:
    """Find the open account with this login if it holds the role on the day, also before its first signing in."""
    rows = Account.objects.get_queryset().active().filter(login=normal_login(login))
    row = rows.filter(pk__in=_holding(on).filter(post__role=role).values("account_id")).first()
    return card_of_account(row) if row else None


def organisation(code: str) -> OrganisationCard:
    """Find an organisation by its code. Raises NotThere."""
    row = Organisation.objects.filter(code=code).first()
    if row is None:
        raise NotThere
    return card_of_organisation(row)


def organisations(
    county_code: str | None = None, *, kind: str | None = None, ids: Iterable[int] | None = None
) -> tuple[OrganisationCard, ...]:
    """Give organisations by county, kind or identity, in order of their code."""
    rows = Organisation.objects.order_by("code")
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if county_code is not None:
        rows = rows.of_county(county_code)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return tuple(card_of_organisation(row) for row in rows)


def organisation_of_division(division_code: str, *, kind: str = Organisation.Kind.TOWNSHIP) -> OrganisationCard | None:
    """Find the organisation of a kind that sits exactly in this division, such as a township's government."""
    row = Organisation.objects.filter(division_code=division_code, kind=kind).order_by("code").first()
    return card_of_organisation(row) if row else None


def holders_of(role: str, *, organisation_id: int, on: dt.date) -> tuple[AccountCard, ...]:
    """Give the active accounts that hold a role in an organisation on a day: whom to name as the next to act."""
    rows = (
        Account.objects.get_queryset()
        .active()
        .filter(pk__in=_holding(on).filter(post__role=role, post__organisation_id=organisation_id).values("account_id"))
    )
    return tuple(card_of_account(row) for row in rows)


def accounts_seen_by(actor: AnyActor, *, on: dt.date) -> AccountQuerySet:
    """Give the accounts the actor may look at, each with the postings that hold or will hold, in two queries."""
    held = Posting.objects.not_over(on).select_related("post", "post__organisation").order_by("since_on", "id")
    rows = Account.objects.get_queryset().visible_to(actor)
    return rows.prefetch_related(Prefetch("postings", queryset=held, to_attr="held"))


def accounts_with_words(rows: AccountQuerySet, words: str, *, on: dt.date) -> AccountQuerySet:
    """Narrow accounts to those whose login, title, or a post or organisation they hold contains the words."""
    posted = _holding(on).filter(
        Q(post__title__icontains=words)
        | Q(post__organisation__name__icontains=words)
        | Q(post__organisation__short_name__icontains=words)
    )
    return rows.filter(
        Q(login__icontains=normal_login(words))
        | Q(display_title__icontains=words)
        | Q(pk__in=posted.values("account_id"))
    )


def accounts_in_role(rows: AccountQuerySet, role: str, *, on: dt.date) -> AccountQuerySet:
    """Narrow accounts to those that hold a role on a day."""
    return rows.filter(pk__in=_holding(on).filter(post__role=role).values("account_id"))


def account_seen_by(actor: AnyActor, account_id: int) -> Account:
    """Give one account with all its postings. Raises NotThere when the actor may not look at it."""
    postings = Posting.objects.select_related("post", "post__organisation").order_by("-since_on", "-id")
    row = (
        Account.objects.get_queryset()
        .visible_to(actor)
        .prefetch_related(Prefetch("postings", queryset=postings, to_attr="all_postings"))
        .filter(pk=account_id)
        .first()
    )
    if row is None:
        raise NotThere
    return row


def own_account(account_id: int, *, on: dt.date) -> Account:
    """Give an account to its owner, with the postings that hold or will hold."""
    held = Posting.objects.not_over(on).select_related("post", "post__organisation").order_by("since_on", "id")
    return (
        Account.objects.get_queryset()
        .prefetch_related(Prefetch("postings", queryset=held, to_attr="held"))
        .get(pk=account_id)
    )


def tokens_of(actor: AnyActor, account_id: int) -> tuple[ApiToken, ...]:
    """Give an account's tokens, latest first: one's own, or those of an account the actor may look at."""
    return tuple(ApiToken.objects.within_reach_of(actor).filter(account_id=account_id))


def token_seen_by(actor: AnyActor, token_id: int) -> ApiToken:
    """Give one token with its account. Raises NotThere when it is neither the actor's own nor in view."""
    row = ApiToken.objects.within_reach_of(actor).select_related("account").filter(pk=token_id).first()
    if row is None:
        raise NotThere
    return row


def posting_seen_by(actor: AnyActor, posting_id: int) -> Posting:
    """Give one posting with account, post and organisation. Raises NotThere when the actor may not look at it."""
    row = (
        Posting.objects.filter(account__in=Account.objects.get_queryset().visible_to(actor), pk=posting_id)
        .select_related("account", "post", "post__organisation")
        .first()
    )
    if row is None:
        raise NotThere
    return row


def posts_seen_by(actor: AnyActor) -> tuple[Post, ...]:
    """Give the posts the actor may appoint to, by organisation."""
    rows = Post.objects.visible_to(actor).select_related("organisation").order_by("organisation__code", "code")
    return tuple(rows)


def organisations_seen_by(actor: AnyActor) -> OrganisationQuerySet:
    """Give the organisations the actor may look at, each with the number of its posts, in one query."""
    rows = Organisation.objects.visible_to(actor)
    return rows.annotate(posts_count=Count("posts")).order_by("code")


def organisations_with_words(rows: OrganisationQuerySet, words: str) -> OrganisationQuerySet:
    """Narrow organisations to those whose name, short name or code contains the words."""
    return rows.filter(Q(name__icontains=words) | Q(short_name__icontains=words) | Q(code__icontains=words))


def organisation_seen_by(actor: AnyActor, code: str) -> Organisation:
    """Give one organisation. Raises NotThere when the actor may not look at it."""
    row = Organisation.objects.visible_to(actor).filter(code=code).first()
    if row is None:
        raise NotThere
    return row


def posts_of(organisation: Organisation, *, on: dt.date) -> tuple[Post, ...]:
    """Give the posts of an organisation, each with those who hold it on the day (``held``), in two queries."""
    holding = _holding(on).select_related("account").order_by("since_on", "id")
    rows = Post.objects.filter(organisation=organisation).order_by("code")
    return tuple(rows.prefetch_related(Prefetch("postings", queryset=holding, to_attr="held")))


def security_administrator_exists(on: dt.date) -> bool:
    """Tell whether somebody who can appoint is or will be in office."""
    return Posting.objects.not_over(on).filter(post__role="security_admin", account__is_active=True).exists()


def place_names(county_code: str) -> tuple[str, ...]:
    """Give the names of a county's government: what people there put into passwords first."""
    rows = Organisation.objects.of_county(county_code).filter(kind=Organisation.Kind.COUNTY)
    return tuple(name for pair in rows.values_list("name", "short_name") for name in pair)


def demo_sign_ins(on: dt.date) -> tuple[DemoSignIn, ...]:
    """Give one active account per role, for the demo's sign-in page."""
    postings = (
        _holding(on)
        .filter(account__is_active=True)
        .select_related("account", "post", "post__organisation")
        .order_by("post__role", "account__id")
        .distinct("post__role")
    )
    return tuple(
        DemoSignIn(
            role=posting.post.role,
            title=posting.account.display_title,
            organisation=posting.post.organisation.short_name,
            login=posting.account.login,
        )
        for posting in postings
    )


def _holding(on: dt.date) -> PostingQuerySet:
    return Posting.objects.in_force(on)
