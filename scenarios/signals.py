"""Signals of the scenarios app, sent on commit with `send_robust`."""

from django.dispatch import Signal

#: playthrough_id: int – the run has reached an ending (practice and assessed alike).
playthrough_finished = Signal()
