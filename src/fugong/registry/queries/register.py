"""The list of enterprises as the screen shows it: rows with their dated facts beside them, and what narrows them."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from fugong.core.permission import Actor
from fugong.registry.models import ControllingHolder, Enterprise, Industry, Membership, Region, SizeClass
from fugong.registry.models.enterprise import EnterpriseQuerySet

__all__ = ["held_by", "in_section", "listed", "of_size", "register_rows"]


def register_rows(actor: Actor, *, on: date) -> EnterpriseQuerySet:
    """Give the enterprises the actor may see, each with township, industry, holder, size and lists as on the day.

    The facts are subqueries, so that they are looked up for the rows of one page only.
    """
    mine = OuterRef("pk")
    industry = Industry.objects.filter(edition=OuterRef("industry_edition"), code=OuterRef("industry_code"))
    rows: EnterpriseQuerySet = (
        Enterprise.objects.visible_to(actor, on=on)
        .in_order()
        .defer("search_text", "bigrams")
        .annotate(
            township=Subquery(Region.objects.filter(code=OuterRef("division_code")).values("name")[:1]),
            industry=Subquery(industry.values("name")[:1]),
            holder_now=Subquery(ControllingHolder.objects.in_force(on).filter(enterprise=mine).values("holder")[:1]),
            size_now=_size_on(on),
            lists_now=ArraySubquery(
                Membership.objects.in_force(on).filter(enterprise=mine).order_by("kind").values("kind")
            ),
        )
    )
    return rows


def in_section(rows: EnterpriseQuerySet, section: str) -> EnterpriseQuerySet:
    """Keep the enterprises of one section 门类 of industry."""
    return rows.filter(industry_code__in=Industry.objects.smallest().filter(section=section).values("code"))


def held_by(rows: EnterpriseQuerySet, holder: str, *, on: date) -> EnterpriseQuerySet:
    """Keep the enterprises under one kind of holder on the day."""
    held = ControllingHolder.objects.in_force(on).filter(holder=holder)
    return rows.filter(pk__in=held.values("enterprise_id"))


def of_size(rows: EnterpriseQuerySet, size: str, *, on: date) -> EnterpriseQuerySet:
    """Keep the enterprises whose newest class on the day is this one."""
    return rows.alias(size_sought=_size_on(on)).filter(size_sought=size)


def listed(rows: EnterpriseQuerySet, kind: str, *, on: date) -> EnterpriseQuerySet:
    """Keep the enterprises that stand on the list on the day."""
    members = Membership.objects.in_force(on).filter(kind=kind)
    return rows.filter(pk__in=members.values("enterprise_id"))


def _size_on(on: date) -> Subquery:
    newest = SizeClass.objects.filter(enterprise=OuterRef("pk"), year__lte=on.year).order_by("-year", "-version")
    return Subquery(newest.values("size")[:1])
