"""Lists whose filter, order, columns, page size and page all stand in the address, so that a link shows the same list.

A view names the rows (already ``visible_to`` the person), a django-tables2 table and a django-filter filter set; the
template says ``{% include "site/_listing.html" with listing=listing %}``. Two queries whatever the number of rows,
as long as the queryset selects what its columns show.
"""

from fugong.core.listing.listing import PAGE_SIZES, Choice, Header, Listing

__all__ = ["PAGE_SIZES", "Choice", "Header", "Listing"]
