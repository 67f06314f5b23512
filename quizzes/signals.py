"""What quizzes tell the rooms above."""

from django.dispatch import Signal

#: An attempt was finished and scored. Sent on commit with send_robust. Payload: `attempt_id: int`.
attempt_finished = Signal()
