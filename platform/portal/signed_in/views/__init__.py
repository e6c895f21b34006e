"""Pages of whoever has signed in: the session itself (`session`), their sign-ins (`sign_ins`), for whom they act
(`acting`), and which branch of a company (`branches`)."""
