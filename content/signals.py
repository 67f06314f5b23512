"""What content tells the rooms above it."""

from django.dispatch import Signal

#: Sent on commit with send_robust when an edition is issued. Arguments: edition_id (primary key).
edition_issued = Signal()
