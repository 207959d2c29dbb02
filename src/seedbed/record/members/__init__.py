"""Who is a member of a study, and memberships that end."""
