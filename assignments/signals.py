"""What assignments tell the rooms above.

Every upward signal is sent on commit with `send_robust`, so a receiver that fails loses nothing that was
written, and one that was down hears nothing. Each receiving app therefore keeps a queryset of what it has not
yet acted upon, an anti-join against its own rows, and hands it to the clock:

    # certificates/apps.py, ready()
    register_drain("certificates.awards", pending_awards, award_for_assignment)

    # certificates/services.py
    def pending_awards():
        return Assignment.objects.completed().filter(~Exists(Certificate.objects.filter(assignment=OuterRef("pk"))))

The receiver itself (handlers.py) is at most three lines that call the same service, and the service does
nothing the second time. Kill the handler in a test and see `manage.py tick` catch up.
"""

from django.dispatch import Signal

#: Somebody's turn is done. Payload: `assignment_id: int`.
assignment_completed = Signal()
