"""What any store needs and no study knows: who asks, what a role may do, and the audit chain."""
