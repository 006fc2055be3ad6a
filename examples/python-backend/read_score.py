"""Asks Ardent for a user's score, with nothing but the standard library.

    ARDENT_SECRET_KEY=sk_... python3 read_score.py user-123
"""

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

TIMEOUT_SECONDS = 10


def read_score(ardent_url, secret_key, user_id):
    """The score as Ardent answers it, or None where it has not heard of the user."""
    path = f"/v1/profiles/{urllib.parse.quote(user_id, safe='')}/score"
    request = urllib.request.Request(
        ardent_url.rstrip("/") + path,
        headers={"Authorization": f"Bearer {secret_key}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise


def main():
    secret_key = os.environ.get("ARDENT_SECRET_KEY")
    if not secret_key or len(sys.argv) != 2:
        sys.exit("usage: ARDENT_SECRET_KEY=sk_... python3 read_score.py <user id>")
    ardent_url = os.environ.get("ARDENT_URL", "http://127.0.0.1:8787")
    score = read_score(ardent_url, secret_key, sys.argv[1])
    if score is None:
        sys.exit(f"Ardent has not heard of {sys.argv[1]} yet")
    print(f"{score['rounded']} {score['band']}")
    for contribution in score["contributions"]:
        if contribution["score"] != 0:
            print(f"  {contribution['score']:+.1f} {contribution['signal']}")


if __name__ == "__main__":
    main()
