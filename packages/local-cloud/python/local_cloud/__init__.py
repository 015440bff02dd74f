"""The embedded AWS account: ministack, and what it lacks for these stacks."""
