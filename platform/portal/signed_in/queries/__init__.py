"""Read how long a session lasts (`lasting`), where somebody is signed in (`places`), for whom they act (`acting`), and
which branches a company has (`branches`)."""
