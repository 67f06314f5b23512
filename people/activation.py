"""Secrets of activations: what stands in a letter or on a slip, and the only trace of it that is kept."""

import datetime
import re
import secrets

from django.utils.crypto import salted_hmac

#: How long a link or a slip works.
VALID_FOR = datetime.timedelta(days=14)
CODE_DIGITS = 12


def new_token() -> str:
    """Return a token for a link: 256 bits."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a code for a slip: twelve digits in fours, the same on every keyboard."""
    digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    return "-".join(re.findall("....", digits))


def token_hash(token: str) -> str:
    """Return the trace of a link's token; keyed, so that a stolen table tells nothing."""
    return salted_hmac("people.activation.link", token, algorithm="sha256").hexdigest()


def code_hash(username: str, code: str) -> str:
    """Return the trace of a slip's code, which is good for one account; spaces and hyphens do not matter."""
    digits = re.sub(r"\D", "", code)
    return salted_hmac("people.activation.slip", f"{username.casefold()}\n{digits}", algorithm="sha256").hexdigest()
