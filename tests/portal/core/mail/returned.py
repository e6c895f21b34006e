"""Messages as mail servers bring them back, written after RFC 3464 by hand."""

from typing import Final

ADDRESS: Final = "weg@b.example"
SUBJECT: Final = "Uw paspoort ligt klaar"
HOLIDAY: Final = f"""From: {ADDRESS}
To: <{{to}}>
Subject: Afwezig: {SUBJECT}
Auto-Submitted: auto-replied
Content-Type: text/plain

Ik ben er niet. Action: failed, Status: 5.1.1
"""


def report(to: str, *recipients: tuple[str, str], kind: str = "delivery-status", said: str = "") -> bytes:
    """Write a report.

    :param to: where the letter comes back.
    :param recipients: an action and a status for each.
    :param said: the part for people; else it is one line.
    """
    blocks = "\n".join(
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 <{ADDRESS}>: unknown\n"
        for action, status in recipients
    )
    people = said or f"Content-Type: text/plain\n\nWat u stuurde aan {ADDRESS} kwam niet aan.\n"
    return f"""Return-Path: <>
From: MAILER-DAEMON@b.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="grens"

--grens
{people}
--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.b.example

{blocks}
--grens
Content-Type: text/rfc822-headers

To: {ADDRESS}
Subject: {SUBJECT}

--grens--
""".encode()


def failed(to: str, status: str = "5.1.1") -> bytes:
    """Write that a letter was given up."""
    return report(to, ("failed", status))


def nested() -> str:
    """Write a part for people that holds parts, one of them as large as a message may be."""
    huge = ("Zeer lange uitleg. " * 4 + "\n") * 10_000
    return (
        'Content-Type: multipart/mixed; boundary="binnen"\n\n--binnen\nContent-Type: multipart/alternative; '
        f'boundary="nog"\n\n--nog\nContent-Type: text/plain\n\n{huge}\n--nog--\n--binnen--\n'
    )
