"""What the registry publishes to the lake: enterprises and their dated facts."""

from fugong.core.lake import Column, Fact

__all__ = ["FACTS"]

_ID, _OF = Column("id", "BIGINT"), Column("enterprise_id", "BIGINT")
_SPAN = (Column("since_on", "DATE"), Column("until_on", "DATE"))

FACTS = (
    Fact(
        name="enterprises",
        grain="an enterprise",
        columns=(
            Column("enterprise_id", "BIGINT"),
            Column("uscc", "VARCHAR"),
            Column("division_code", "VARCHAR"),
            Column("industry_code", "VARCHAR"),
            Column("closed_on", "DATE"),
            Column("closure", "VARCHAR"),
        ),
        key=("enterprise_id",),
        source="SELECT id, uscc, division_code, industry_code, closed_on, closure FROM registry_enterprise"
        " WHERE county_code = %(county)s",
    ),
    Fact(
        name="memberships",
        grain="a list of the statistics bureau on which an enterprise stood, from one day up to another",
        columns=(_ID, _OF, Column("kind", "VARCHAR"), *_SPAN),
        key=("id",),
        source="SELECT id, enterprise_id, kind, since_on, until_on FROM registry_membership"
        " WHERE county_code = %(county)s",
    ),
    Fact(
        name="holders",
        grain="who controlled an enterprise, from one day up to another",
        columns=(_ID, _OF, Column("holder", "VARCHAR"), *_SPAN),
        key=("id",),
        source="SELECT id, enterprise_id, holder, since_on, until_on FROM registry_controllingholder"
        " WHERE county_code = %(county)s",
    ),
    Fact(
        name="sizes",
        grain="one version of an enterprise's size class of a year",
        columns=(_ID, _OF, Column("year", "INTEGER"), Column("version", "INTEGER"), Column("size", "VARCHAR")),
        key=("id",),
        source="SELECT id, enterprise_id, year, version, size FROM registry_sizeclass WHERE county_code = %(county)s",
    ),
    Fact(
        name="staffing",
        grain="one version of an enterprise's staff of a year, from its annual figures",
        columns=(_ID, _OF, Column("year", "INTEGER"), Column("version", "INTEGER"), Column("staff", "BIGINT")),
        key=("id",),
        source="SELECT id, enterprise_id, year, version, staff FROM registry_annualfigures"
        " WHERE county_code = %(county)s AND staff IS NOT NULL",
    ),
)
