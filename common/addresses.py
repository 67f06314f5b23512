"""What an address or a form may carry."""

import uuid


def is_uuid(text: str) -> bool:
    """Say whether the text is an id as our pages write it."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
