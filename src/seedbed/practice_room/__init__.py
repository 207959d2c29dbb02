"""The door of young people and practitioners. Empty until it has its own store and keys."""
