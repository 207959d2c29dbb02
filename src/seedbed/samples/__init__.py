"""The sample studies that come with Seedbed."""
