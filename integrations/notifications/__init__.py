"""News of other systems: taken in, kept and answered at once, and looked at by workers, case by case (M-10).

`operations.receive` takes a message in, `operations.work_off` has the news of one case looked at, `operations.register`
subscribes with the other system. Whoever wants to hear of a channel is named in the setting NOTIFICATION_HANDLERS.
"""
