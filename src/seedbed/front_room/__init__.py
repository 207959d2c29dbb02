"""The front room: what anybody may read without logging in. It shows frozen snapshots only."""
