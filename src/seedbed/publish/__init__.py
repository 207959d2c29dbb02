"""What a reader gets: words with their numbers, chains down to evidence, charts, snapshots."""
