"""What people stores: organisations, posts, accounts, postings, sessions, tokens, forms whose session had ended."""

from .account import Account
from .api_token import ApiToken
from .organisation import Organisation
from .post import Post
from .posting import Posting
from .session import Session
from .unsent import Unsent

__all__ = ["Account", "ApiToken", "Organisation", "Post", "Posting", "Session", "Unsent"]
