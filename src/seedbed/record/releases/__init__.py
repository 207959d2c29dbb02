"""The release room: what would leave a study of real people, frozen, until two others pass it."""
