"""What of the register goes in and out as a table: the list of enterprises."""

from fugong.core import exchange
from fugong.core.wording import N_
from fugong.registry.actions import intake
from fugong.registry.queries.columns import enterprise_columns
from fugong.registry.queries.register import register_rows
from fugong.registry.web.listing import EnterpriseFilter, EnterpriseTable

IMPORT = exchange.Import(
    name="registry.enterprises",
    title=N_("企业名录"),
    permission="registry.edit",
    url_name="registry:enterprises",
    list_title=N_("企业台账"),
    columns=enterprise_columns,
    key=("uscc",),
    judge=lambda rows, county, by, _on: intake.problems_with_many(rows, county, by),
    take=intake.register_many,
    take_back=intake.take_back_many,
    obstacles=intake.obstacles_to_taking_back,
)
LIST = exchange.ListExport(
    name="registry.enterprises",
    title=N_("企业台账"),
    permission="registry.view",
    url_name="registry:enterprises",
    rows=lambda actor, on: register_rows(actor, on=on),
    table=EnterpriseTable,
    filters=EnterpriseFilter,
)
