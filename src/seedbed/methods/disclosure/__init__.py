"""What a table, a model or a summary lets a reader work out about few people."""
