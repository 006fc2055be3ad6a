"""Sends what happens on a server, by Segment's Python client.

    pip install -r requirements.txt
    ARDENT_SECRET_KEY=sk_... python3 send_events.py
"""

import os
import sys

from segment.analytics.client import Client


def main():
    secret_key = os.environ.get("ARDENT_SECRET_KEY")
    if not secret_key:
        sys.exit("ARDENT_SECRET_KEY is missing: set it to a secret key, as the first start of Ardent shows it")
    client = Client(
        # A secret key where Segment has a write key: what it says about seats and merges is believed.
        write_key=secret_key,
        host=os.environ.get("ARDENT_URL", "http://127.0.0.1:8787"),
        on_error=lambda error, batch: print(f"Ardent: {error}", file=sys.stderr),
    )
    client.identify(user_id="user-123", traits={"name": "Ada Lovelace", "plan": "trial"})
    client.group(user_id="user-123", group_id="lovelace-ltd", traits={"name": "Lovelace Ltd", "seats": 12})
    client.track(user_id="user-123", event="Report Viewed", properties={"report": "revenue"})
    # Nobody did this: it makes no day active.
    client.track(
        user_id="user-123",
        event="Invoice Paid",
        properties={"amount": 49, "currency": "EUR", "nonInteraction": True},
    )
    # Waits until all of it has been answered; without it, the end of the process loses what waits.
    client.shutdown()


if __name__ == "__main__":
    main()
