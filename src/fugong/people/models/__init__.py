"""What people stores: organisations, posts, accounts, postings, sessions and what a form held when a session ended."""

from .account import Account
from .organisation import Organisation
from .post import Post
from .posting import Posting
from .session import Session
from .unsent import Unsent

__all__ = ["Account", "Organisation", "Post", "Posting", "Session", "Unsent"]
