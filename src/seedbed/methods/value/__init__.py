"""What an innovation costs, who pays, who gains, and when."""
